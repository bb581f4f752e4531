import { m } from '../words/messages.js'
import { prove } from './prove.ts'
import type { ProveInput, Step } from './prove.ts'

/** Gives each entry of a list a button that checks it in this browser and shows how. */
export function offerProofs(list: HTMLElement): void {
  const { logKey = '' } = list.dataset
  for (const entry of list.querySelectorAll<HTMLElement>('[data-entry]')) {
    const place = entry.querySelector('div')
    place?.append(proofButton(Number(entry.dataset['entry']), logKey))
  }
}

type Words = Parameters<typeof m.island_prove>[1]

function words(): Words {
  return { locale: document.documentElement.lang === 'es' ? 'es' : 'en' }
}

function proofButton(index: number, logKey: string): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'prove'
  button.textContent = m.island_prove({}, words())
  button.ariaLabel = m.island_prove_entry({ index }, words())
  button.addEventListener('click', () => void showProof(button, { index, logKey, read: logFile }))
  return button
}

async function showProof(button: HTMLButtonElement, input: ProveInput): Promise<void> {
  const shown = document.createElement('output')
  button.disabled = true
  button.textContent = m.island_proving({}, words())
  button.after(shown)
  try {
    shown.append(stepList(await prove(input)))
    button.remove()
  } catch {
    // the network, not the log: the reader may try again
    shown.textContent = m.island_prove_offline({}, words())
    button.disabled = false
    button.textContent = m.island_prove({}, words())
  }
}

function stepList(steps: readonly Step[]): HTMLElement {
  const list = document.createElement('ol')
  list.className = 'proof'
  list.append(...steps.map(stepItem))
  return list
}

function stepItem(step: Step): HTMLElement {
  const item = document.createElement('li')
  item.className = step.step === 'failed' ? 'proof-failed' : 'proof-held'
  item.append(sentence(step))
  for (const text of evidence(step)) {
    const code = document.createElement('code')
    code.textContent = text
    item.append(document.createElement('br'), code)
  }
  return item
}

function sentence(step: Step): string {
  if (step.step === 'signed') return m.island_prove_signed({ size: step.size }, words())
  if (step.step === 'hashed') return m.island_prove_hashed({}, words())
  if (step.step === 'included') return m.island_prove_included({ count: step.hashes }, words())
  return m.island_prove_failed({}, words())
}

function evidence(step: Step): readonly string[] {
  if (step.step === 'signed') return [step.key]
  if (step.step === 'hashed') return [step.text, step.hash]
  return step.step === 'included' ? [step.root] : []
}

async function logFile(path: string): Promise<Uint8Array | null> {
  const response = await fetch(`/log/${path}`)
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
}
