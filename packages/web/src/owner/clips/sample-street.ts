type Pen = OffscreenCanvasRenderingContext2D

/** Colours of the scene: a street at dusk. */
const paint = {
  sky: '#27324a',
  far: '#1c2436',
  lawn: '#22352b',
  walk: '#6d6a66',
  road: '#34363c',
  line: '#c9b458',
  wall: ['#4a4038', '#3d4652', '#54463f', '#404a41'],
  roof: '#231f1e',
  window: '#f1c76a',
  dark: '#1a1d26',
  van: '#e4e6ea',
  glass: '#2c3a4d',
  wheel: '#15161a',
  lamp: '#ffe2a0',
  text: '#ffffff',
} as const

/** One picture of the scene, 1280 × 720, at a moment of its twelve seconds. */
export function drawStreet(pen: Pen, seconds: number): void {
  fill(pen, paint.sky, [0, 0, 1280, 330])
  fill(pen, paint.far, [0, 250, 1280, 150])
  for (const [at, wall] of paint.wall.entries())
    drawHouse(pen, { x: 20 + at * 320, wall, lit: at % 2 === 0 })
  fill(pen, paint.lawn, [0, 400, 1280, 60])
  fill(pen, paint.walk, [0, 460, 1280, 40])
  fill(pen, paint.road, [0, 500, 1280, 220])
  for (let x = 20; x < 1280; x += 160) fill(pen, paint.line, [x, 604, 90, 8])
  drawVan(pen, vanAt(seconds))
  drawClock(pen, seconds)
}

/** The van comes from the left at three seconds and is gone at eight. */
function vanAt(seconds: number): number {
  return -340 + ((seconds - 3) / 5) * 1680
}

function drawHouse(
  pen: Pen,
  { x, wall, lit }: { readonly x: number; readonly wall: string; readonly lit: boolean },
): void {
  fill(pen, wall, [x, 220, 260, 190])
  pen.fillStyle = paint.roof
  pen.beginPath()
  pen.moveTo(x - 16, 222)
  pen.lineTo(x + 130, 130)
  pen.lineTo(x + 276, 222)
  pen.fill()
  fill(pen, lit ? paint.window : paint.dark, [x + 30, 260, 60, 60])
  fill(pen, paint.dark, [x + 180, 260, 50, 60])
  fill(pen, paint.roof, [x + 116, 310, 48, 100])
  disc(pen, paint.lamp, { x: x + 140, y: 296, radius: lit ? 9 : 4 })
}

function drawVan(pen: Pen, x: number): void {
  fill(pen, paint.van, [x, 460, 240, 120])
  fill(pen, paint.van, [x + 240, 500, 80, 80])
  fill(pen, paint.glass, [x + 248, 506, 52, 34])
  for (const wheel of [60, 250]) disc(pen, paint.wheel, { x: x + wheel, y: 584, radius: 28 })
}

/** What cameras write into the picture itself, where no cleaning takes it out. */
function drawClock(pen: Pen, seconds: number): void {
  pen.fillStyle = paint.text
  pen.font = '28px monospace'
  pen.fillText(`SAMPLE  21:10:${String(Math.floor(seconds)).padStart(2, '0')}`, 24, 44)
}

function fill(pen: Pen, colour: string, box: readonly [number, number, number, number]): void {
  pen.fillStyle = colour
  pen.fillRect(...box)
}

function disc(
  pen: Pen,
  colour: string,
  { x, y, radius }: { readonly x: number; readonly y: number; readonly radius: number },
): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fill()
}
