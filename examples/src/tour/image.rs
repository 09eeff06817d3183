//! Pictures in memory and as PNG files.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

use png::{BitDepth, ColorType, Decoder, Encoder, Transformations};

/// A picture of three bytes a pixel.
pub(crate) struct Picture {
    /// Pixels of a row.
    pub(crate) width: usize,
    /// Rows.
    pub(crate) height: usize,
    /// Red, green and blue of each pixel.
    pub(crate) rgb: Vec<u8>,
}

/// Reads a PNG of any colour type; what is transparent is laid over white.
pub(crate) fn read(path: &Path) -> Result<Picture, Box<dyn Error>> {
    decode(path).map_err(|error| format!("cannot read {}: {error}", path.display()).into())
}

fn decode(path: &Path) -> Result<Picture, Box<dyn Error>> {
    let mut decoder = Decoder::new(BufReader::new(File::open(path)?));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let size = reader
        .output_buffer_size()
        .ok_or("the picture is too large")?;
    let mut bytes = vec![0; size];
    let info = reader.next_frame(&mut bytes)?;
    let pixels = bytes[..info.buffer_size()].chunks_exact(info.color_type.samples());
    let rgb = pixels.flat_map(|pixel| match *pixel {
        [gray] => [gray; 3],
        [gray, alpha] => [over_white(gray, alpha); 3],
        [r, g, b] => [r, g, b],
        [r, g, b, alpha] => [r, g, b].map(|sample| over_white(sample, alpha)),
        _ => unreachable!("a PNG has one to four samples a pixel"),
    });
    Ok(Picture {
        width: info.width as usize,
        height: info.height as usize,
        rgb: rgb.collect(),
    })
}

/// A sample of that opacity over white.
fn over_white(sample: u8, alpha: u8) -> u8 {
    let (sample, alpha) = (u32::from(sample), u32::from(alpha));
    ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Writes a picture of one byte (gray) or three bytes (RGB) a pixel.
pub(crate) fn write(
    path: &Path,
    width: usize,
    height: usize,
    bytes: &[u8],
) -> Result<(), Box<dyn Error>> {
    let file = BufWriter::new(File::create(path)?);
    let mut encoder = Encoder::new(file, width.try_into()?, height.try_into()?);
    encoder.set_color(if bytes.len() == width * height {
        ColorType::Grayscale
    } else {
        ColorType::Rgb
    });
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparency_shows_white() {
        assert_eq!(over_white(10, 255), 10);
        assert_eq!(over_white(10, 0), 255);
        assert_eq!(over_white(0, 128), 127);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let path = std::env::temp_dir().join(format!("kernel-tour-{}.png", std::process::id()));
        write(&path, 2, 1, &[1, 2, 3, 250, 251, 252]).expect("the temporary folder is writable");
        let picture = read(&path).expect("it was just written");
        assert_eq!((picture.width, picture.height), (2, 1));
        assert_eq!(picture.rgb, [1, 2, 3, 250, 251, 252]);

        write(&path, 2, 1, &[7, 9]).expect("the temporary folder is writable");
        let picture = read(&path).expect("it was just written");
        assert_eq!(picture.rgb, [7, 7, 7, 9, 9, 9]);
        std::fs::remove_file(path).expect("it was just written");
    }

    #[test]
    fn a_file_that_is_no_picture_is_an_error_that_names_it() {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        let error = read(path).err().expect("no PNG").to_string();
        assert!(error.contains("Cargo.toml"), "{error}");
    }
}
