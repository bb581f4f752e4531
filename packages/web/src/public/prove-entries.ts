import { m } from '../words/messages.js'
import { prove } from './prove.ts'
import type { ProveInput, Step, WitnessSeen } from './prove.ts'

/** Gives each entry of a list a button that checks it in this browser and shows how. */
export function offerProofs(list: HTMLElement): void {
  const { logKey = '', logPolicy: policy = '' } = list.dataset
  for (const entry of list.querySelectorAll<HTMLElement>('[data-entry]')) {
    const index = Number(entry.dataset['entry'])
    const place = entry.querySelector('div')
    place?.append(proofButton({ index, logKey, policy, read: logFile }))
  }
}

type Words = Parameters<typeof m.island_prove>[1]

function words(): Words {
  return { locale: document.documentElement.lang === 'es' ? 'es' : 'en' }
}

function proofButton(input: ProveInput): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'prove'
  button.textContent = m.island_prove({}, words())
  button.ariaLabel = m.island_prove_entry({ index: input.index }, words())
  button.addEventListener('click', () => void showProof(button, input))
  return button
}

async function showProof(button: HTMLButtonElement, input: ProveInput): Promise<void> {
  const shown = document.createElement('output')
  // what had the focus goes away: the steps take it over
  shown.tabIndex = -1
  button.disabled = true
  button.textContent = m.island_proving({}, words())
  button.after(shown)
  try {
    shown.append(stepList(await prove(input)))
    button.remove()
    shown.focus({ preventScroll: true })
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

const looks: Readonly<Partial<Record<Step['step'], string>>> = {
  failed: 'proof-failed',
  'quorum-missing': 'proof-failed',
  unwitnessed: 'proof-open',
}

function stepItem(step: Step): HTMLElement {
  const item = document.createElement('li')
  item.className = looks[step.step] ?? 'proof-held'
  const { says, shows = [] } = told(step.step, step)
  const said = document.createElement('p')
  said.textContent = says
  item.append(said, ...shows)
  return item
}

type StepOf<K extends Step['step']> = Extract<Step, { readonly step: K }>

interface Told {
  readonly says: string
  readonly shows?: readonly HTMLElement[]
}

function told<K extends Step['step']>(kind: K, step: StepOf<K>): Told {
  return tellers[kind](step)
}

const tellers: { readonly [K in Step['step']]: (step: StepOf<K>) => Told } = {
  signed: ({ size, key }) => ({
    says: m.island_prove_signed({ size }, words()),
    shows: [code(key)],
  }),
  witnessed: ({ witnesses }) => ({
    says: m.island_prove_witnessed({}, words()),
    shows: [witnessList(witnesses)],
  }),
  unwitnessed: () => ({ says: m.island_prove_unwitnessed({}, words()) }),
  hashed: ({ text, hash }) => ({
    says: m.island_prove_hashed({}, words()),
    shows: [code(text), code(hash)],
  }),
  included: ({ hashes, root }) => ({
    says: m.island_prove_included({ count: hashes }, words()),
    shows: [code(root)],
  }),
  'quorum-missing': ({ witnesses }) => ({
    says: m.island_prove_quorum({}, words()),
    shows: [witnessList(witnesses)],
  }),
  failed: () => ({ says: m.island_prove_failed({}, words()) }),
}

function code(text: string): HTMLElement {
  const element = document.createElement('code')
  element.textContent = text
  return element
}

function witnessList(witnesses: readonly WitnessSeen[]): HTMLElement {
  const list = document.createElement('ul')
  list.append(
    ...witnesses.map(({ name, at }) => {
      const item = document.createElement('li')
      item.textContent =
        at === null
          ? m.island_witness_absent({ name }, words())
          : m.island_witness_signed({ name, time: timeText(at) }, words())
      return item
    }),
  )
  return list
}

/** In the reader's own zone: it is compared with the clock on the wall. */
function timeText(instant: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(words()?.locale, style).format(new Date(instant))
}

async function logFile(path: string): Promise<Uint8Array | null> {
  const response = await fetch(`/log/${path}`)
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
}
