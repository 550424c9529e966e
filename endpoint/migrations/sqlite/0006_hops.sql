-- Whom a person brought in a campaign, without reading all of the campaign.
DROP INDEX arrivals_by_inviter;
CREATE INDEX arrivals_by_inviter ON arrivals (inviter_id, campaign_id, state);
