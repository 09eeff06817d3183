//! The loss of a classifier.

use kernel_runtime::kernel;

/// The mean of `-ln(softmax(row)[label])` over the rows of `classes` logits.
#[kernel]
pub fn cross_entropy(classes: usize, logits: &[f32], labels: &[u32]) -> f32 {
    let mut loss = 0.0;
    for (i, &label) in labels.iter().enumerate() {
        let row = &logits[i * classes..(i + 1) * classes];
        let max = row.iter().fold(f32::MIN, |m, &x| m.max(x));
        let sum: f32 = row.iter().map(|&x| (x - max).exp()).sum();
        loss += sum.ln() + max - row[label as usize];
    }
    loss / labels.len() as f32
}
