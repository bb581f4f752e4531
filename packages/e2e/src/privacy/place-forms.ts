import { backwards, doubleForms, textForms } from './text-forms.ts'
import type { Forms } from './text-forms.ts'

/** Fewer digits of a degree than three are kilometres: a part of a town, which a request names itself. */
const fewestDigits = 3
const mostDigits = 6

/** A place in all the ways in which programs write coordinates down, exact and coarser. */
export function placeForms(secret: string): Forms {
  const [latitude = 0, longitude = 0] = secret.split(',').map(Number)
  const forms = new Map<string, Buffer[]>()
  for (const each of [latitude, longitude])
    for (const digits of digitsOf(Math.abs(each)))
      for (const [form, needles] of textForms(digits))
        forms.set(form, [...(forms.get(form) ?? []), ...needles])
  forms.set('doubles', [latitude, longitude].flatMap(doublesOf))
  forms.set(
    'floats',
    pairs(latitude, longitude, (value) => {
      const bytes = Buffer.alloc(4)
      bytes.writeFloatLE(value)
      return bytes
    }),
  )
  forms.set('whole numbers', wholeNumbers(latitude, longitude))
  forms.set('a grid', [
    Buffer.from(geohash(latitude, longitude)),
    Buffer.from(quadkey(latitude, longitude)),
  ])
  forms.set(
    'degrees and minutes',
    [latitude, longitude].flatMap((each) => minutesOf(Math.abs(each))),
  )
  return forms
}

/** Cut and rounded; what begins with another one is found by it. */
function digitsOf(value: number): readonly string[] {
  const all = new Set<string>()
  for (let digits = fewestDigits; digits <= mostDigits; digits++) {
    all.add(value.toFixed(digits))
    all.add((Math.floor(value * 10 ** digits) / 10 ** digits).toFixed(digits))
  }
  return [...all].filter((one) => ![...all].some((other) => other !== one && one.startsWith(other)))
}

function doublesOf(value: number): readonly Buffer[] {
  const coarser = [3, 4, 5].map((digits) => Number(value.toFixed(digits)))
  const radians = (value * Math.PI) / 180
  return [value, -value, ...coarser, radians].flatMap(doubleForms)
}

/** Four bytes alone are found by chance in some hundred megabytes: both side by side, in either order. */
function pairs(latitude: number, longitude: number, write: (value: number) => Buffer): Buffer[] {
  const [north, east] = [write(latitude), write(longitude)]
  return [
    [north, east],
    [east, north],
    [backwards(north), backwards(east)],
    [backwards(east), backwards(north)],
  ].map((both) => Buffer.concat(both))
}

/** Ten-millionths and millionths of a degree, in text and in binary. */
function wholeNumbers(latitude: number, longitude: number): Buffer[] {
  return [1e7, 1e6].flatMap((part) => {
    const [north, east] = [Math.round(latitude * part), Math.round(longitude * part)]
    const texts = [north, east].map((value) => Buffer.from(String(Math.abs(value))))
    const binary = pairs(north, east, (value) => {
      const bytes = Buffer.alloc(4)
      bytes.writeInt32LE(value)
      return bytes
    })
    return [...texts, ...binary]
  })
}

/** `41°24'09` and, as NMEA 0183 has it, `4124.16`. */
function minutesOf(value: number): readonly Buffer[] {
  const degrees = Math.floor(value)
  const minutes = (value - degrees) * 60
  const seconds = (minutes - Math.floor(minutes)) * 60
  return [
    `${String(degrees)}°${two(minutes)}'${two(seconds)}`,
    `${String(degrees)}° ${two(minutes)}' ${two(seconds)}`,
    `${String(degrees)}${two(minutes)}.${String(Math.floor((minutes % 1) * 10_000)).padStart(4, '0')}`,
  ].map((one) => Buffer.from(one))
}

function two(part: number): string {
  return String(Math.floor(part)).padStart(2, '0')
}

const geohashLetters = '0123456789bcdefghjkmnpqrstuvwxyz'
/** A cell of forty by twenty metres. */
const geohashLength = 8

function geohash(latitude: number, longitude: number): string {
  const ranges = [
    { value: longitude, low: -180, high: 180 },
    { value: latitude, low: -90, high: 90 },
  ]
  let letters = ''
  for (let letter = 0, bit = 0; letter < geohashLength; letter++) {
    let index = 0
    for (let each = 0; each < 5; each++, bit++) {
      const range = ranges[bit % 2]
      if (range === undefined) break
      const middle = (range.low + range.high) / 2
      const above = range.value >= middle
      if (above) range.low = middle
      else range.high = middle
      index = index * 2 + Number(above)
    }
    letters += geohashLetters.charAt(index)
  }
  return letters
}

/** A tile of a map, of some hundred metres. */
const quadkeyZoom = 18

function quadkey(latitude: number, longitude: number): string {
  const sine = Math.sin((latitude * Math.PI) / 180)
  const x = (longitude + 180) / 360
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return Array.from({ length: quadkeyZoom }, (_, zoom) => {
    const size = 2 ** (zoom + 1)
    return String((Math.floor(x * size) % 2) + 2 * (Math.floor(y * size) % 2))
  }).join('')
}
