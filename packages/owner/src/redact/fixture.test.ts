// What the tests of made files share; it has no tests of its own.
import { strict as assert } from 'node:assert'

import { concat, fromHex, utf8 } from '@porchlight/core'

import type { Revealed } from '../media/reveals.ts'
import { box, u16 } from './box-write.ts'
import type { ByteFile } from './byte-file.ts'
import { proveCopy } from './prove.ts'
import { revealedIn } from './reveal.ts'
import type { Described } from './sample-entry.ts'
import { stripMp4 } from './strip.ts'

/** Generous: the files here took minutes, or gigabytes, of code that believed them. */
const mostMillis = 5000
const mostMebibytes = 200

/** What comes of a file, in little time and memory, whatever it claims. */
export async function soon<Result>(run: () => Promise<Result>): Promise<Result> {
  const [before, peak] = [performance.now(), process.resourceUsage().maxRSS]
  const result = await run()
  const mebibytes = (process.resourceUsage().maxRSS - peak) / 1024
  const millis = performance.now() - before
  assert.ok(millis < mostMillis, `${String(Math.round(millis))} ms`)
  assert.ok(mebibytes < mostMebibytes, `${String(Math.round(mebibytes))} MiB`)
  return result
}

/** A file that counts what is read of it, and has nothing outside. */
export function watched(
  bytes: Uint8Array,
): ByteFile & { readonly seen: { times: number; bytes: number } } {
  const seen = { times: 0, bytes: 0 }
  return {
    seen,
    size: bytes.length,
    async read(from, to) {
      assert.ok(from >= 0 && from <= to && to <= bytes.length, 'outside the file')
      seen.times += 1
      seen.bytes += to - from
      return await Promise.resolve(bytes.subarray(from, to))
    },
  }
}

export async function revealed(bytes: Uint8Array): Promise<readonly Revealed[]> {
  return await soon(async () => await revealedIn(watched(bytes)))
}

export async function stripped(file: ByteFile): Promise<number> {
  return await soon(async () => {
    let bytes = 0
    for await (const part of stripMp4(file)) bytes += part.length
    return bytes
  })
}

export async function verdictOn(file: ByteFile): Promise<string> {
  const verdict = await soon(async () => await proveCopy(file))
  return verdict.clean ? 'clean' : verdict.because
}

export function repeated(bytes: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(bytes.length * times)
  for (let time = 0; time < times; time += 1) all.set(bytes, time * bytes.length)
  return all
}

const sequenceSet = fromHex('6764000aacb423d80880000003008000000a07891350')
const pictureSet = fromHex('68ef0fcb')
const avcC = concat(
  Uint8Array.of(1, 100, 0, 10, 0xff, 0xe1),
  u16(sequenceSet.length),
  sequenceSet,
  Uint8Array.of(1),
  u16(pictureSet.length),
  pictureSet,
  Uint8Array.of(0xfd, 0xf8, 0xf8, 0),
)
export const picture: Described = {
  codec: 'avc1',
  first: 64,
  second: 48,
  boxes: [{ type: 'avcC', body: avcC }],
}
export const sound: Described = {
  codec: 'Opus',
  first: 2,
  second: 48_000,
  boxes: [{ type: 'dOps', body: fromHex('000201380000bb80000000') }],
}

export const ftyp = box('ftyp', utf8('isom'), 0x200, utf8('isomiso2mp41'))
