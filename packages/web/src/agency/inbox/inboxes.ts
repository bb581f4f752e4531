import { createStore } from '../../ui/store.ts'
import { Inbox, readList } from './inbox.ts'
import type { InboxInput } from './inbox.ts'

/** Inboxes that were looked at in this tab, by request; one language more or less opens nothing anew. */
const inboxes = createStore<ReadonlyMap<string, Inbox>>(new Map())

export async function inboxOf(input: InboxInput): Promise<Inbox> {
  const { id } = input.own.signed.request
  const known = inboxes.get().get(id)
  if (known?.isOf(input.keyring) === true) {
    await known.refresh()
    return known
  }
  known?.end()
  const inbox = new Inbox(input, await readList(input.own))
  inboxes.set(new Map([...inboxes.get(), [id, inbox]]))
  return inbox
}

/** Forgets all plaintext. */
export function clearInboxes(): void {
  for (const inbox of inboxes.get().values()) inbox.end()
  inboxes.set(new Map())
}
