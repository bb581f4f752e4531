import type { OwnRequest } from '@porchlight/core'
import { downloadZip } from 'client-zip'

import { saveFile } from '../../ui/save-file.ts'
import type { ClipState, SubmissionState } from './inbox-state.ts'
import type { Inbox } from './inbox.ts'
import type { ClipAt } from './selection.ts'

interface ZipFile {
  readonly name: string
  readonly input: Blob | string
}

/** The file name of a clip: its name in the manifest, and an ending that programs know. */
function clipFileName({ facts }: ClipState): string {
  return `${facts.name}.${endings.get(facts.media.type) ?? 'mp4'}`
}

const endings: ReadonlyMap<string, string> = new Map([
  ['video/mp4', 'mp4'],
  ['video/webm', 'webm'],
  ['video/quicktime', 'mov'],
  ['video/x-matroska', 'mkv'],
  ['video/x-msvideo', 'avi'],
  ['video/mp2t', 'ts'],
])

/** Saves one clip, once the log says so; does nothing where it is not open here. @throws {Fault} as `Inbox.exported` */
export async function saveClip(inbox: Inbox, { submission, clip }: ClipAt): Promise<void> {
  const { opening, facts } = clip
  if (opening.kind !== 'open' || opening.clip === null) return
  await inbox.exported(submission.listed.id, [facts.name])
  saveFile(opening.clip.blob, clipFileName(clip))
}

/** Everything that is open, each submission in a folder with what it says and what happened to it. */
export async function saveAll(
  own: OwnRequest,
  submissions: readonly SubmissionState[],
): Promise<void> {
  const files = [
    { name: 'request.json', input: json(own.signed) },
    ...submissions.flatMap((submission) => filesOf(submission)),
  ]
  const zip = await downloadZip(files).blob()
  saveFile(zip, `${own.signed.request.caseNumber.replaceAll(/[^\w-]+/g, '-')}.zip`)
}

function filesOf({ listed, opening }: SubmissionState): readonly ZipFile[] {
  if (opening.kind !== 'open') return []
  const clips = [...opening.clips.values()].flatMap((clip) =>
    clip.opening.kind === 'open' && clip.opening.clip !== null
      ? [{ name: `${listed.id}/${clipFileName(clip)}`, input: clip.opening.clip.blob }]
      : [],
  )
  return [
    { name: `${listed.id}/manifest.json`, input: json(opening.manifest) },
    { name: `${listed.id}/custody.json`, input: json(listed.custody) },
    ...clips,
  ]
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
