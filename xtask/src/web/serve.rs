//! Serves a few files to a browser on this machine, and takes its reports.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// The longest report.
const LONGEST: u64 = 1 << 16;

/// How long a browser may take to say what it wants, as it may open connections that it does not use.
const PATIENCE: Duration = Duration::from_millis(500);

/// Files by their names, behind a port of this machine.
pub(super) struct Server {
    files: Vec<(&'static str, PathBuf)>,
    listener: TcpListener,
    port: u16,
}

impl Server {
    /// At that port, at any if it is zero.
    pub(super) fn new(
        files: impl IntoIterator<Item = (&'static str, PathBuf)>,
        port: u16,
    ) -> io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = listener.local_addr()?.port();
        listener.set_nonblocking(true)?;
        Ok(Server {
            files: files.into_iter().collect(),
            listener,
            port,
        })
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Serves until a report comes, which it gives, or until it is enough: that is asked now and then.
    pub(super) fn until(&self, mut enough: impl FnMut(Duration) -> bool) -> Option<String> {
        const PAUSE: Duration = Duration::from_millis(10);
        let mut waited = Duration::ZERO;
        while !enough(waited) {
            match self.listener.accept() {
                // A browser that breaks off is no failure of the server's.
                Ok((stream, _)) => {
                    if let Ok(Some(report)) = self.answer(stream) {
                        return Some(report);
                    }
                }
                Err(_) => {
                    std::thread::sleep(PAUSE);
                    waited += PAUSE;
                }
            }
        }
        None
    }

    /// Answers one request; the report, if it was one.
    fn answer(&self, mut stream: TcpStream) -> io::Result<Option<String>> {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut request = String::new();
        reader.read_line(&mut request)?;
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            match header.trim().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().unwrap_or(0);
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut words = request.split(' ');
        let (method, path) = (words.next(), words.next().unwrap_or_default());
        let path = path.split('?').next().unwrap_or_default();
        if method == Some("POST") && path == "/report" {
            let mut report = String::new();
            reader
                .take(length.min(LONGEST))
                .read_to_string(&mut report)?;
            respond(&mut stream, "204 No Content", "text/plain", &[])?;
            return Ok(Some(report));
        }
        match self.files.iter().find(|(name, _)| *name == path) {
            Some((_, file)) => {
                let kind = match file.extension().and_then(|extension| extension.to_str()) {
                    Some("html") => "text/html",
                    Some("js") => "text/javascript",
                    _ => "application/wasm",
                };
                respond(&mut stream, "200 OK", kind, &std::fs::read(file)?)?;
            }
            None => respond(&mut stream, "404 Not Found", "text/plain", &[])?,
        }
        Ok(None)
    }
}

fn respond(stream: &mut TcpStream, status: &str, kind: &str, body: &[u8]) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}
