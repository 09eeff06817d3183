// Draws the picture, and shows the checksums of the kernels by each way they can run.

const KERNELS = ["Saxpy", "Mandelbrot"];
const WAYS = [0, 1, 2, 3];

const { instance } = await WebAssembly.instantiateStreaming(fetch("kernel_web.wasm"));
const { memory, lanes, draw, checksum_of } = instance.exports;
const at = (id) => document.getElementById(id);
const canvas = document.querySelector("canvas");
const view = { re: -0.6, im: 0, step: 0.0045 };

// Draws in one way; the milliseconds that it took.
function picture(plain) {
  const { width, height } = canvas;
  const begin = performance.now();
  const place = draw(plain, width, height, view.re, view.im, view.step);
  const time = performance.now() - begin;
  if (place === 0) throw new Error("the kernel has failed");
  // The memory may have grown and moved, so it is looked up each time.
  const pixels = new Uint8ClampedArray(memory.buffer, place, 4 * width * height);
  canvas.getContext("2d").putImageData(new ImageData(pixels.slice(), width, height), 0, 0);
  return time;
}

function show() {
  at("plain").textContent = `${picture(true).toFixed(1)} ms`;
  at("chosen").textContent = `${picture(false).toFixed(1)} ms`;
}

canvas.addEventListener("click", (event) => {
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  view.re += ((event.clientX - box.left) * scale - canvas.width / 2) * view.step;
  view.im += ((event.clientY - box.top) * scale - canvas.height / 2) * view.step;
  view.step *= event.shiftKey ? 2 : 0.5;
  show();
});

const name = lanes() > 1 ? `simd128, ${lanes()} lanes` : "one lane";
at("lanes").textContent = name;
const lines = [`lanes ${lanes()}`];
KERNELS.forEach((kernel, number) => {
  const sums = WAYS.map((way) => (checksum_of(number, way) >>> 0).toString(16).padStart(8, "0"));
  lines.push(...sums.map((sum) => `${kernel} ${sum}`));
  const row = at("results").insertRow();
  [kernel, ...sums].forEach((text) => (row.insertCell().textContent = text));
});
// Compiled code gets fast in the course of some calls.
for (let i = 0; i < 3; i++) show();
lines.push(`plain ${at("plain").textContent}`, `dispatch ${at("chosen").textContent}`);

// `cargo xtask test --web` asks for the page in this way, and waits for what it shows.
if (location.search === "?report") {
  const shown = canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
  lines.push(`middle ${[...shown.data].join(" ")}`);
  await fetch("report", { method: "POST", body: lines.join("\n") });
}
