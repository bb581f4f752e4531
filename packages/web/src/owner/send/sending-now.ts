/** How far an answer is on its way. */
export type SendingNow =
  | { readonly kind: 'checking' }
  | { readonly kind: 'sealing'; readonly part: number }
  | {
      readonly kind: 'sending'
      readonly received: number
      readonly total: number
      /** The connection is lost; it goes on by itself. */
      readonly waiting: boolean
    }
  | { readonly kind: 'finishing' }
  | { readonly kind: 'paused'; readonly part: number }
  | { readonly kind: 'stopped'; readonly part: number; readonly error: unknown }
  | { readonly kind: 'sent'; readonly receipt: Blob }

/** Sealing is the shorter part of the way for most. */
const sealingShare = 0.2

/** How far that is, 0 to 1. */
export function partOf(now: SendingNow): number {
  switch (now.kind) {
    case 'checking':
      return 0
    case 'sealing':
      return now.part * sealingShare
    case 'sending':
      return sealingShare + (now.total === 0 ? 0 : now.received / now.total) * (1 - sealingShare)
    case 'paused':
    case 'stopped':
      return now.part
    case 'finishing':
    case 'sent':
    default:
      return 1
  }
}
