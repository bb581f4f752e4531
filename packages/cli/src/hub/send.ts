import { setTimeout as sleep } from 'node:timers/promises'

import type { RequestId } from '@porchlight/core'
import { hubApi, LocalId } from '@porchlight/owner'
import type { CopyView } from '@porchlight/owner'
import { Command, InvalidArgumentError } from 'commander'

import { bar, size } from '../print.ts'
import { Refusal } from '../refusal.ts'
import { requestId } from '../request-argument.ts'
import { parseCut } from '../seal/cut.ts'
import type { Tools } from '../tools.ts'
import { askHub, asking } from './line.ts'
import type { Ask, HubAddress } from './line.ts'

interface SendOptions extends HubAddress {
  readonly clip: readonly LocalId[]
  readonly cut?: ReturnType<typeof parseCut>
  readonly mayAsk?: true
  readonly now?: true
  readonly yes?: true
}

export function sendCommand(tools: Tools): Command {
  return asking(
    new Command('send')
      .description('Copy, seal and send clips for a request. You are asked before anything goes.')
      .argument('<request>', 'its name, from porchlight hub matches', requestId),
  )
    .requiredOption('--clip <id...>', 'which clips, from porchlight hub review', clipIds)
    .option('--cut <from-to>', 'keep only this part, as 0:40-1:15', parseCut)
    .option(
      '--may-ask',
      'the agency may ask you something; you stay anonymous, and need not answer',
    )
    .option('--now', 'at once, and not after a random while')
    .option('--yes', 'do not ask')
    .action(async (request: RequestId, options: SendOptions) => {
      await send(request, options, tools)
    })
}

/** @throws {InvalidArgumentError} */
function clipIds(text: string, before: readonly LocalId[] = []): readonly LocalId[] {
  const { data } = LocalId.safeParse(text)
  if (data === undefined) throw new InvalidArgumentError('A clip’s name is 16 digits and letters.')
  return [...before, data]
}

async function send(request: RequestId, options: SendOptions, tools: Tools): Promise<void> {
  const { terminal } = tools
  const ask = await askHub(options, tools)
  const copies: CopyView[] = []
  for (const clip of options.clip) copies.push(await copied(ask, { request, clip, options }, tools))
  for (const { id, state } of copies)
    if (state.kind === 'made')
      terminal.say(
        `${id}: ${size(state.bytes)}, ${state.seconds.toFixed(1)} s, ${String(state.frames)} pictures, no sound, proven clean`,
      )
  if (options.yes !== true) {
    const answer = await terminal.ask('Send this? Type yes or no: ')
    if (!/^y(?:es)?$/i.test(answer?.trim() ?? '')) throw new Refusal('Nothing was sent.')
  }
  await ask(hubApi.send, {
    request,
    copies: copies.map(({ id }) => id),
    rungs: {},
    mayAsk: options.mayAsk === true,
    hurry: options.now === true,
  })
  terminal.say('It is on its way: porchlight hub status tells how far.')
}

interface Copying {
  readonly request: RequestId
  readonly clip: LocalId
  readonly options: SendOptions
}

const pollMillis = 500

/** @throws {Refusal} where it could not be made */
async function copied(
  ask: Ask,
  { request, clip, options }: Copying,
  tools: Tools,
): Promise<CopyView> {
  const opened = await ask(hubApi.openClip, { clip })
  const plan = {
    cut: options.cut ?? null,
    audio: 'removed',
    boxes: [],
    masks: opened.masks,
  } as const
  const { id } = await ask(hubApi.makeCopy, { request, clip, plan: { ...plan, boxes: [] } })
  for (;;) {
    const { copies } = await ask(hubApi.copies, { request })
    const copy = copies.find((one) => one.id === id)
    if (copy === undefined || copy.state.kind === 'failed')
      throw new Refusal(`No copy could be made of ${clip}.`)
    if (copy.state.kind === 'made') {
      tools.terminal.status('')
      return copy
    }
    tools.terminal.status(bar(`${clip} copying`, copy.state.part, 1))
    await sleep(pollMillis, undefined, { signal: tools.signal })
  }
}
