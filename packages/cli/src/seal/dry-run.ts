import { canonical, sizeClassOf } from '@porchlight/core'
import type { SealedAnswer } from '@porchlight/owner'

import { plain, table } from '../print.ts'
import type { PreparedClip } from './clip.ts'
import { revealedLine } from './table.ts'

/** Exactly what would leave this machine, byte counts and all. */
export function dryRunText(answer: SealedAnswer, clips: readonly PreparedClip[]): string {
  const manifestBytes = new TextEncoder().encode(canonical(answer.manifest)).length
  const total = clips.reduce((sum, clip) => sum + clip.sealedBytes, answer.manifestFile.length)
  return [
    'FILES THAT WOULD LEAVE (bytes)',
    table([
      ['  file', 'content', 'padded to', 'sealed', 'SHA-256 of the sealed file'],
      [
        '  0 manifest',
        String(manifestBytes),
        'steps of 4096',
        String(answer.manifestFile.length),
        answer.sealed[0] ?? '',
      ],
      ...clips.map((clip, at) => [
        `  ${String(at + 1)} ${clip.sealed.name}`,
        String(clip.sealed.bytes),
        String(clip.paddedBytes),
        String(clip.sealedBytes),
        clip.sealed.digests.sealed,
      ]),
    ]),
    '',
    'CLIPS',
    table([
      ['  clip', 'from', 'SHA-256 of the clip'],
      ...clips.map(({ sealed }) => [
        `  ${sealed.name}`,
        plain(sealed.original.fileName),
        sealed.digests.content,
      ]),
    ]),
    '',
    'REMOVED FROM THE COPIES',
    ...clips.flatMap(removedLines),
    '',
    'WHAT THE PUBLIC LOG WOULD SAY',
    table([
      ['  request', answer.manifest.request],
      ['  sealed to', answer.recipients.join(' ')],
      ['  commitment', answer.commitment],
      ['  size class', String(sizeClassOf(total))],
      ['  day', 'the day of arrival'],
    ]),
    '',
    'MANIFEST (only the recipient can read it)',
    JSON.stringify(answer.manifest, null, 2),
    '',
    'Nothing was sent. Names of clips, salts and sealed bytes are drawn anew each time.',
  ].join('\n')
}

function removedLines({ sealed, reveals, remains }: PreparedClip): readonly string[] {
  if (sealed.edits.picture === 'original')
    return [`  ${plain(sealed.original.fileName)}: nothing, it would go as it is`]
  const left = new Set(remains.map(({ name, value }) => `${name}\n${value}`))
  const removed = reveals.filter(({ name, value }) => !left.has(`${name}\n${value}`))
  return [
    `  ${plain(sealed.original.fileName)}: ${removed.length === 0 ? 'nothing that can be named' : ''}`.trimEnd(),
    ...removed.map(revealedLine),
  ]
}
