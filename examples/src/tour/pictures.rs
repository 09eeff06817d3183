//! Pictures made with kernels: a Mandelbrot set, a blurred picture, and its edges.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use kernel_examples::{blur3x3, mandelbrot, rgb_to_gray, sobel};

use crate::image::{Picture, write};
use crate::progress::Progress;

/// How often the picture is blurred: once is hardly seen.
const ROUNDS: usize = 20;

/// Renders, and writes to `target/tour/`.
pub(crate) fn render(picture: Option<Picture>) -> Result<(), Box<dyn Error>> {
    let folder = Path::new("target").join("tour");
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;

    let (set, time) = mandelbrot_set(1600, 1200)?;
    save(&folder.join("mandelbrot.png"), &set, &set.rgb, time)?;

    let picture = picture.unwrap_or(set);
    let (blurred, time) = blur(&picture)?;
    save(&folder.join("blurred.png"), &picture, &blurred, time)?;

    let (edges, time) = detect_edges(&picture)?;
    save(&folder.join("edges.png"), &picture, &edges, time)
}

/// Writes a picture of that one's size and says so.
fn save(path: &Path, size: &Picture, bytes: &[u8], time: Duration) -> Result<(), Box<dyn Error>> {
    write(path, size.width, size.height, bytes)
        .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    let shown = std::path::absolute(path).unwrap_or(path.to_owned());
    let milliseconds = 1e3 * time.as_secs_f64();
    println!(
        "{:4} × {:4} in {milliseconds:6.1} ms  {}",
        size.width,
        size.height,
        shown.display()
    );
    Ok(())
}

/// The Mandelbrot set and the time its kernel took.
fn mandelbrot_set(
    width: usize,
    height: usize,
) -> Result<(Picture, Duration), kernel_runtime::Error> {
    const LIMIT: i32 = 500;
    let _progress = Progress::begin("rendering the Mandelbrot set");
    let step = 3.2 / width as f32;
    let top = -0.5 * height as f32 * step;
    let mut rounds = vec![0; width * height];
    let begin = Instant::now();
    mandelbrot::dispatch(width, height, -2.3, top, step, LIMIT, &mut rounds)?;
    let time = begin.elapsed();
    let rgb = rounds.iter().flat_map(|&count| colour(count, LIMIT));
    let rgb = rgb.collect();
    let picture = Picture { width, height, rgb };
    Ok((picture, time))
}

/// Black inside; outside dark blue to white to orange, the faster the darker.
fn colour(count: i32, limit: i32) -> [u8; 3] {
    if count >= limit {
        return [0; 3];
    }
    let t = (count as f32 / 60.0).sqrt().min(1.0);
    let wave = |phase: f32| (255.0 * (0.5 - 0.5 * (3.0 * t + phase).cos())) as u8;
    [wave(0.0), wave(0.35), wave(0.9)]
}

/// The picture with each colour blurred, and the time the kernels took.
fn blur(picture: &Picture) -> Result<(Vec<u8>, Duration), kernel_runtime::Error> {
    let _progress = Progress::begin("blurring");
    let (width, height) = (picture.width, picture.height);
    let mut blurred = vec![0; picture.rgb.len()];
    let mut time = Duration::ZERO;
    for colour in 0..3 {
        let samples = picture.rgb.iter().skip(colour).step_by(3);
        let mut plane: Vec<f32> = samples.map(|&sample| sample.into()).collect();
        let mut next = plane.clone();
        let begin = Instant::now();
        for _ in 0..ROUNDS {
            blur3x3::dispatch(width, height, &plane, &mut next)?;
            std::mem::swap(&mut plane, &mut next);
        }
        time += begin.elapsed();
        let samples = blurred.iter_mut().skip(colour).step_by(3);
        for (sample, value) in samples.zip(plane) {
            *sample = value.round() as u8;
        }
    }
    Ok((blurred, time))
}

/// How steep the brightness is at each pixel, and the time the kernels took.
fn detect_edges(picture: &Picture) -> Result<(Vec<u8>, Duration), kernel_runtime::Error> {
    let _progress = Progress::begin("detecting edges");
    let (width, height) = (picture.width, picture.height);
    let mut gray = vec![0; width * height];
    let mut edges = vec![0; width * height];
    let begin = Instant::now();
    rgb_to_gray::dispatch(&picture.rgb, &mut gray)?;
    let mut time = begin.elapsed();
    let brightness: Vec<f32> = gray.iter().map(|&sample| sample.into()).collect();
    let begin = Instant::now();
    sobel::dispatch(width, height, &brightness, &mut edges)?;
    time += begin.elapsed();
    Ok((edges, time))
}
