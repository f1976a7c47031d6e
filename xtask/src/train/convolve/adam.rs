//! Steps down the slopes of a batch.

use super::BATCH;
use super::worker::{Parts, Worker};

/// The largest step, reached after so many batches; it then falls to nothing in a straight line.
const RATE: f32 = 2e-3;
const WARM: usize = 200;
/// Decay of Adam's means of slopes and of their squares.
const DECAY: (f32, f32) = (0.9, 0.999);

/// Adam's memory.
pub struct Adam {
    mean: Parts,
    square: Parts,
    steps: usize,
    all_steps: usize,
}

impl Adam {
    /// Before the first of `all_steps`.
    pub fn new(words: usize, all_steps: usize) -> Self {
        Self { mean: Parts::zero(words), square: Parts::zero(words), steps: 0, all_steps }
    }

    /// One step down the slopes of a batch.
    pub fn step(&mut self, net: &mut Parts, workers: &mut [Worker]) {
        self.steps += 1;
        let t = self.steps as f32;
        let left = (self.all_steps - self.steps) as f32 / self.all_steps as f32;
        let even = (1.0 - DECAY.1.powf(t)).sqrt() / (1.0 - DECAY.0.powf(t));
        let rate = RATE * (t / WARM as f32).min(1.0) * left * even;
        let step = |weight: &mut f32, mean: &mut f32, square: &mut f32, slope: f32| {
            let slope = slope / BATCH as f32;
            *mean = DECAY.0 * *mean + (1.0 - DECAY.0) * slope;
            *square = DECAY.1 * *square + (1.0 - DECAY.1) * slope * slope;
            *weight -= rate * *mean / (square.sqrt() + 1e-8);
        };
        let (first, others) = workers.split_at_mut(1);
        let Some(first) = first.first_mut() else { return };
        for other in others.iter_mut() {
            for &number in &other.touched {
                let n = number as usize;
                let to = first.slopes.vectors[n].iter_mut();
                to.zip(other.slopes.vectors[n]).for_each(|(to, slope)| *to += slope);
                if !first.is_touched[n] {
                    first.is_touched[n] = true;
                    first.touched.push(number);
                }
            }
            let to = first.slopes.shared();
            to.zip(other.slopes.shared()).for_each(|(to, slope)| *to += *slope);
        }
        for &number in &first.touched {
            let n = number as usize;
            let memory = self.mean.vectors[n].iter_mut().zip(&mut self.square.vectors[n]);
            let weights = net.vectors[n].iter_mut().zip(memory);
            for ((weight, (mean, square)), slope) in weights.zip(first.slopes.vectors[n]) {
                step(weight, mean, square, slope);
            }
        }
        let memory = self.mean.shared().zip(self.square.shared());
        for ((weight, (mean, square)), slope) in net.shared().zip(memory).zip(first.slopes.shared())
        {
            step(weight, mean, square, *slope);
        }
        workers.iter_mut().for_each(Worker::clear);
    }
}
