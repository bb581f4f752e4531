import { Fault } from '@porchlight/core'
import type { RequestId } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { LocalId, MatchView, OpenedView } from '@porchlight/owner'
import type { FastifyReply } from 'fastify'

import { listFolder } from '../folders.ts'
import type { Hub } from '../hub.ts'
import { detect } from '../names/read-name.ts'
import { only } from '../state/state.ts'
import { viewOf } from '../view.ts'
import type { Access } from './access.ts'
import { mountClocks } from './clock-routes.ts'
import type { Mount } from './mount.ts'

export interface RouteTools {
  readonly access: Access
  readonly signal: AbortSignal
  readonly wipe: (reply: FastifyReply) => Promise<void>
}

const done = { done: true } as const

export function mountRoutes(mount: Mount, hub: Hub, tools: RouteTools): void {
  mount(hubApi.view, async () => await Promise.resolve(viewOf(hub)))
  mount(hubApi.signIn, async ({ password }, reply) => {
    await tools.access.signIn(password, reply)
    return done
  })
  mountSetup(mount, hub, tools)
  mountClocks(mount, hub, tools.signal)
  mountReview(mount, hub, tools)
  mountAnswers(mount, hub)
  mount(hubApi.wipe, async (_, reply) => {
    await tools.wipe(reply)
    return done
  })
}

function mountSetup(mount: Mount, hub: Hub, { signal }: RouteTools): void {
  mount(hubApi.setInstance, async ({ origin, invite }) => {
    await hub.setInstance(origin, invite, signal)
    return viewOf(hub)
  })
  mount(hubApi.folders, async ({ path }) => {
    const { samples, ...listing } = await listFolder(path)
    const grammar = detect(samples)
    return {
      ...listing,
      folders: [...listing.folders],
      grammar: grammar?.name ?? null,
      asksZone: grammar?.asksZone ?? true,
      example: samples[0] ?? null,
    }
  })
  mount(hubApi.addSource, async ({ source }) => {
    const id = await hub.recorders.add(source, signal)
    hub.recorders.begin(id, signal)
    return viewOf(hub)
  })
  mount(hubApi.removeSource, async ({ source }) => {
    await hub.removeSource(source)
    return viewOf(hub)
  })
  mount(hubApi.setCamera, async ({ camera, view, masks, clock }) => {
    await hub.setCamera(camera, { view, masks, clock })
    return viewOf(hub)
  })
  mount(hubApi.newestClip, async ({ camera }) => {
    return await Promise.resolve({ clip: hub.clips.newest(camera) })
  })
  mount(hubApi.setFilters, async ({ filters }) => {
    hub.state.filters.put(only, filters)
    return await Promise.resolve(viewOf(hub))
  })
}

function mountReview(mount: Mount, hub: Hub, { signal }: RouteTools): void {
  mount(hubApi.match, async ({ request }) => await Promise.resolve(matchOf(hub, request)))
  mount(hubApi.hold, async ({ request, hold }) => {
    await hub.hold(request, hold, signal)
    return matchOf(hub, request)
  })
  mount(hubApi.release, async ({ request }) => {
    await hub.hold(request, false, signal)
    return viewOf(hub)
  })
  mount(hubApi.decline, async ({ request }) => {
    await hub.decline(request)
    return done
  })
  mount(hubApi.openClip, async ({ clip }) => await openedView(hub, clip, signal))
  mount(hubApi.makeCopy, async (job) => await hub.copies.make(job))
  mount(hubApi.copies, async ({ request }) => {
    return await Promise.resolve({ copies: [...hub.copies.of(request)] })
  })
  mount(hubApi.dropCopy, async ({ copy }) => {
    await hub.copies.drop(copy)
    return done
  })
}

function mountAnswers(mount: Mount, hub: Hub): void {
  mount(hubApi.send, async ({ request, ...about }) => {
    await hub.yes(request, about)
    return viewOf(hub)
  })
  mount(hubApi.hurry, async ({ answer }) => {
    hub.answers.hurry(answer)
    hub.wake()
    return await Promise.resolve(viewOf(hub))
  })
  mount(hubApi.withdraw, async ({ answer }) => {
    await hub.answers.withdraw(answer)
    return viewOf(hub)
  })
  mountQuestions(mount, hub)
}

function mountQuestions(mount: Mount, hub: Hub): void {
  mount(hubApi.reply, async ({ text, hurry, ...named }) => {
    await hub.questions.reply(named, { text, hurry })
    hub.wake()
    return viewOf(hub)
  })
  mount(hubApi.hurryReply, async (named) => {
    hub.questions.hurry(named)
    hub.wake()
    return await Promise.resolve(viewOf(hub))
  })
  mount(hubApi.declineQuestion, async (named) => {
    hub.questions.decline(named)
    return await Promise.resolve(viewOf(hub))
  })
}

function matchOf(hub: Hub, request: RequestId): MatchView {
  const match = hub.matching.view(request)
  if (match === null) throw new Fault('request/not-found')
  return match
}

async function openedView(hub: Hub, clip: LocalId, signal: AbortSignal): Promise<OpenedView> {
  const { probe } = await hub.originals.open(clip, signal)
  const found = hub.clip(clip)
  const source = hub.state.sources.get(found?.source ?? '')
  if (found === null || source === null) throw new Fault('source/gone')
  const camera = hub.state.cameras.get(found.camera)
  return {
    clip,
    camera: found.camera,
    kind: source.source.kind,
    media: probe.media,
    audio: probe.audio,
    reveals: probe.reveals.map((one) => ({ ...one })),
    masks: camera?.masks ?? [],
  }
}
