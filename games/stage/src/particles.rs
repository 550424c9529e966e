//! Particles: a pool of fixed size in which a new one replaces the oldest, so a burst never costs memory.

/// The most particles alive at once.
const MAX_PARTICLES: usize = 140;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Particle {
    pub art: u8,
    pub x: f32,
    pub y: f32,
    pub speed_x: f32,
    pub speed_y: f32,
    pub gravity: f32,
    /// The part of its speed that it keeps each tick.
    pub drag: f32,
    pub rotation: f32,
    pub spin: f32,
    pub size_px: f32,
    pub life_ticks: u16,
    pub age_ticks: u16,
}

impl Particle {
    pub fn is_alive(&self) -> bool {
        self.age_ticks < self.life_ticks
    }

    /// 1 when spawned, 0 when gone.
    pub fn life_left(&self) -> f32 {
        1.0 - f32::from(self.age_ticks) / f32::from(self.life_ticks.max(1))
    }
}

pub struct Particles {
    pool: [Particle; MAX_PARTICLES],
    next: usize,
    random: u32,
}

impl Default for Particles {
    fn default() -> Particles {
        Particles { pool: [Particle::default(); MAX_PARTICLES], next: 0, random: 0x9e37_79b9 }
    }
}

impl Particles {
    pub fn emit(&mut self, particle: Particle) {
        self.pool[self.next] = particle;
        self.next = (self.next + 1) % MAX_PARTICLES;
    }

    pub fn alive(&self) -> impl Iterator<Item = &Particle> {
        self.pool.iter().filter(|particle| particle.is_alive())
    }

    pub fn clear(&mut self) {
        self.pool = [Particle::default(); MAX_PARTICLES];
    }

    pub fn step(&mut self) {
        for particle in self.pool.iter_mut().filter(|particle| particle.is_alive()) {
            particle.age_ticks += 1;
            particle.speed_x *= particle.drag;
            particle.speed_y = particle.speed_y * particle.drag + particle.gravity;
            particle.x += particle.speed_x;
            particle.y += particle.speed_y;
            particle.rotation += particle.spin;
        }
    }

    /// A random number, −1 to 1, for looks only; no score depends on it.
    pub fn jitter(&mut self) -> f32 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 17;
        self.random ^= self.random << 5;
        (self.random >> 8) as f32 / (1u32 << 23) as f32 - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_are_emitted_the_pool_stays_bounded_and_empties() {
        let mut particles = Particles::default();
        for _ in 0..1_000 {
            particles.emit(Particle { life_ticks: 30, drag: 1.0, ..Particle::default() });
        }
        assert_eq!(particles.alive().count(), MAX_PARTICLES);
        (0..30).for_each(|_| particles.step());
        assert_eq!(particles.alive().count(), 0);
    }

    #[test]
    fn a_particle_flies_and_falls() {
        let mut particles = Particles::default();
        particles.emit(Particle {
            speed_x: 2.0,
            gravity: 1.0,
            drag: 1.0,
            life_ticks: 9,
            ..Particle::default()
        });
        (0..3).for_each(|_| particles.step());
        let particle = particles.alive().next().expect("alive");
        assert_eq!((particle.x, particle.y), (6.0, 6.0));
    }

    #[test]
    fn jitters_stay_between_minus_one_and_one() {
        let mut particles = Particles::default();
        assert!((0..1_000).all(|_| (-1.0..=1.0).contains(&particles.jitter())));
    }
}
