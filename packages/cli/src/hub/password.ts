import { readFile } from 'node:fs/promises'

import { Refusal } from '../refusal.ts'

/** Five tries a minute are let through. */
const minPassword = 8
/** The hub reads no longer one when somebody signs in. */
const maxPassword = 200

/** The password of a hub, from a file. @throws {Refusal} for what can be none */
export async function passwordIn(file: string): Promise<string> {
  const text = (await readFile(file, 'utf8')).trim()
  if (text.length >= minPassword && text.length <= maxPassword) return text
  throw new Refusal(`The password in ${file} has ${String(text.length)} characters.`, [
    `That of a hub has ${String(minPassword)} to ${String(maxPassword)}.`,
  ])
}
