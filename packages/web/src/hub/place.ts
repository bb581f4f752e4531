import { Zone } from '@porchlight/core'
import type { ClockOf } from '@porchlight/owner'
import { useSyncExternalStore } from 'react'

/** Which screen is open. It stands behind the `#` of the address, which no server sees. */
export type Place =
  | { readonly screen: 'home' | 'instance' | 'settings' | 'source' }
  | { readonly screen: 'camera'; readonly camera: string }
  | { readonly screen: 'answer'; readonly answer: string }
  | { readonly screen: 'masks'; readonly camera: string; readonly clip: string | null }
  | ({ readonly screen: 'clock' } & ClockOf)
  | ({ readonly screen: 'phone'; readonly zone: string } & ClockOf)
  | { readonly screen: 'match' | 'send'; readonly request: string }
  | { readonly screen: 'clip'; readonly request: string; readonly clip: string }

export function addressOf(place: Place): string {
  if (place.screen === 'home') return '#'
  if (place.screen === 'camera') return `#camera/${place.camera}`
  if (place.screen === 'answer') return `#answer/${place.answer}`
  if (place.screen === 'masks') return ['#masks', place.camera, place.clip ?? ''].join('/')
  if (place.screen === 'clock') return `#clock/${place.kind}/${place.id}`
  if (place.screen === 'phone')
    return `#phone/${place.kind}/${place.id}/${place.zone.replaceAll('/', '~')}`
  if (place.screen === 'match' || place.screen === 'send')
    return `#${place.screen}/${place.request}`
  if (place.screen === 'clip') return `#clip/${place.request}/${place.clip}`
  return `#${place.screen}`
}

export function goTo(place: Place): void {
  location.hash = addressOf(place)
}

/** Goes on without a step in between: the way back leads past this screen. */
export function goOn(place: Place): void {
  location.replace(addressOf(place))
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(onHash, () => location.hash)
  return placeOf(hash)
}

function onHash(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => {
    removeEventListener('hashchange', listener)
  }
}

const screensAlone = ['instance', 'settings', 'source'] as const

function placeOf(hash: string): Place {
  const [screen = '', first = '', second = '', third = ''] = hash.slice(1).split('/')
  const alone = screensAlone.find((one) => one === screen)
  if (alone !== undefined) return { screen: alone }
  if (screen === 'camera') return { screen, camera: first }
  if (screen === 'answer') return { screen, answer: first }
  if (screen === 'masks') return { screen, camera: first, clip: second === '' ? null : second }
  return requestPlace(screen, first, second) ?? clockPlace(screen, [first, second, third]) ?? home
}

function requestPlace(screen: string, request: string, clip: string): Place | null {
  if (screen === 'match' || screen === 'send') return { screen, request }
  return screen === 'clip' ? { screen, request, clip } : null
}

const home = { screen: 'home' } as const

function clockPlace(
  screen: string,
  [kind = '', id = '', zone = '']: readonly string[],
): Place | null {
  if (kind !== 'source' && kind !== 'camera') return null
  if (screen === 'clock') return { screen, kind, id }
  if (screen !== 'phone') return null
  // written by this program, or by somebody who types addresses
  const named = Zone.safeParse(zone.replaceAll('~', '/'))
  return named.success ? { screen, kind, id, zone: named.data } : { screen: 'clock', kind, id }
}
