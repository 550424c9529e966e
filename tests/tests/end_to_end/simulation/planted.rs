//! The planted truth is the same for the same seed, and of the kind that is stated.

use anyhow::{Context, Result};
use tapvine_shared::label::Taxonomy;
use tapvine_tests::simulation::campaign::{Label, Labels};
use tapvine_tests::simulation::homophily;
use tapvine_tests::simulation::response_model::ResponseModel;
use tapvine_tests::simulation::social_graph::SocialGraph;
use tapvine_tests::simulation::truth::Truth;

fn standard_labels() -> Result<Labels> {
    let taxonomy = Taxonomy::standard().ok().context("the standard taxonomy")?;
    let label = |label: tapvine_shared::label::Label| Label {
        id: label.id,
        group: label.group,
        opposite: label.opposite,
    };
    Ok(Labels { max_given: 5, max_declared: 3, list: taxonomy.labels.into_iter().map(label).collect() })
}

fn planted(seed: u64, people: usize) -> Result<(Labels, SocialGraph, ResponseModel)> {
    let labels = standard_labels()?;
    let graph = SocialGraph::generate(seed, people);
    let truth = Truth::plant(seed, &labels, &graph.community_of);
    Ok((labels, graph, ResponseModel { seed, truth, honesty: 0.97 }))
}

#[test]
fn the_same_seed_plants_the_same_truth_friendships_and_decisions() -> Result<()> {
    let all = |seed| -> Result<_> {
        let (_, graph, response_model) = planted(seed, 60)?;
        let said: Vec<_> = graph
            .receivers
            .iter()
            .enumerate()
            .flat_map(|(giver, receivers)| receivers.iter().map(move |receiver| (giver, *receiver)))
            .map(|(giver, receiver)| {
                (response_model.labels_to_give(giver, receiver), response_model.decision(receiver, giver, 7))
            })
            .collect();
        Ok((graph, response_model.truth, said))
    };
    assert_eq!(all(5)?, all(5)?);
    let (one, other) = (all(5)?, all(6)?);
    assert!(one.0 != other.0 && one.1 != other.1 && one.2 != other.2);
    Ok(())
}

#[test]
fn friends_are_alike_opposites_are_not_and_a_friend_has_places_for_most_of_what_fits() -> Result<()> {
    let (labels, graph, response_model) = planted(1, 1_000)?;
    let truth = &response_model.truth;
    let mean = truth.fits.iter().flatten().sum::<f64>() / 1_000.0;
    assert!((3.6..4.4).contains(&mean), "of a person's labels friends would stick four: {mean}");
    let alike = homophily::planted(&graph, truth, 5);
    assert!(alike.friends > alike.strangers * 1.3, "{alike:?}");
    let real = |person: usize, label: usize| truth.fits[person][label] >= 0.5;
    let both = |a: usize, b: usize| (0..1_000).filter(|person| real(*person, a) && real(*person, b)).count();
    assert!(labels.opposites().count() > 0);
    assert!(labels.opposites().all(|(a, b)| both(a, b) == 0));
    let mut carriers: Vec<usize> = (0..labels.list.len()).map(|label| both(label, label)).collect();
    carriers.sort_unstable();
    assert!(carriers[carriers.len() - 3] > 3 * carriers[3].max(1), "popular and rare: {carriers:?}");
    Ok(())
}
