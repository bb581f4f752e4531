import { Fault, SubmissionId } from '@porchlight/core'

/** Which sealed file an upload is: `<submission>.<number>`, so that a sender can go on without remembering a link. */
export interface UploadName {
  readonly submission: SubmissionId
  readonly number: number
}

export function formatUploadId({ submission, number }: UploadName): string {
  return `${submission}.${String(number)}`
}

/** @throws {Fault} `submission/not-found` */
export function parseUploadId(id: string): UploadName {
  const match = /^(s[0-9a-z]{12})\.(0|[1-9][0-9]{0,2})$/.exec(id)
  if (match?.[1] === undefined) throw new Fault('submission/not-found')
  return { submission: SubmissionId.parse(match[1]), number: Number(match[2]) }
}
