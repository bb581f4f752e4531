import { maxClipBytes, maxClips } from '@porchlight/core'

/** Sealing adds the age header, a tag for each 64 KiB and at most a quarter of padding. */
export const maxFileBytes = Math.ceil(maxClipBytes * 1.26)

/** One owner's answer: the 200 clips of a busy shop at 512 MiB each. */
export const maxSubmissionBytes = maxClips * 512 * 1024 ** 2

/** All answers to one request: the largest case known filled 20 GB; fifty times that. */
export const maxRequestBytes = 1024 ** 4

/** More answers than that to one incident nobody can watch; they are junk or an attack. */
export const maxRequestSubmissions = 10_000

/** Kept free for the database and the log, which must be able to say what happened. */
export const reservedDiskBytes = 256 * 1024 ** 2

/** Time to finish an answer that was begun; then its files are deleted. */
export const uploadSeconds = 3 * 86_400
