pub fn diffuse<'a>(steps: usize, mut now: &'a mut [f32], mut next: &'a mut [f32]) {
    for _ in 0..steps {
        for i in 1..now.len() - 1 {
            next[i] = 0.25 * now[i - 1] + 0.5 * now[i] + 0.25 * now[i + 1];
        }
        std::mem::swap(&mut now, &mut next);
    }
}
