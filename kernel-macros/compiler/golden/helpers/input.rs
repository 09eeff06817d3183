#[derive(Clone, Copy)]
struct Band {
    low: f32,
    high: f32,
}

fn width(band: Band) -> f32 {
    band.high - band.low
}

fn place(band: Band, v: f32) -> f32 {
    if v < band.low {
        return 0.0;
    }
    let t = (v - band.low) / width(band);
    if t > 1.0 {
        return 1.0;
    }
    t * t
}

fn placed(band: Band, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = place(band, x[i]);
    }
}
