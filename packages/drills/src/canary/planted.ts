import type { Canary } from '@porchlight/e2e'

/** Addresses of a home, of the loopback network: nothing has to be set up for them. */
export const home = {
  recorder: '127.7.41.9',
  broker: '127.7.41.10',
  screens: '127.7.41.11',
  /** From which the instance is called. */
  line: '127.7.41.12',
} as const

/** What its owner tells the hub, what their recordings hold, and what their browser says of itself. */
export const planted = {
  folderPlace: [-81.497389, 41.402713],
  recorderPlace: [-81.498641, 41.401862],
  rungPlace: [-81.496283, 41.402157],
  folderCamera: 'nordfenster-canary',
  recorderCamera: 'terrasse_canary',
  folder: 'Canary cabinet, second shelf',
  stateFolder: 'canary-state-of-the-hub',
  looksOntoFolder: 'the blue gate of the Canary family',
  looksOntoRecorder: 'Canary Row behind the “old” dairy',
  hubPassword: 'canary perch swing seed 77',
  mqttUser: 'canary-broker-user',
  mqttPassword: 'canary-broker-password-0b77',
  recorderUser: 'canary-viewer',
  recorderPassword: 'canary only looks 0c41',
  recorderSession: 'canary-session-e1f7a9',
  plate: 'CNRY-7741',
  label: 'canary_tricycle',
  hiddenOffence: 'canary-offence-never-shown',
  agent: 'CanaryBrowser/77.0 (porch of number 12)',
  language: 'x-canary-tongue',
  cookie: 'canary_cookie=f00dcafe77',
  title: 'CANARY TITLE kitchen window 0077',
  comment: 'CANARY COMMENT seen by the neighbour’s porch',
  maker: 'CanaryCam Model 9 Serial CC-0077-4411',
  burnt: 'CANARY BURNT IN 12 CANARY ROW CAM 3',
  statement: 'The canary statement: a dark van turned at the dairy, twice.',
  name: 'Carina Canary-Vogel',
  contact: 'carina.canary@vogel.example',
  withdrawn: 'The canary statement that was taken back again.',
  question: 'Canary question: does the dairy camera show the plate?',
  reply: 'Canary reply: only its first two letters, at dusk.',
  agencyPassphrase: 'four canaries sang before dawn',
  clockShown: '2026-11-20T03:17:41',
  clockTrue: '2026-11-20T03:15:24',
} as const

/** Parts of a picture and of a clip, in which no number is like another. */
export const boxes = {
  mask: { x: 0.173921, y: 0.261837, width: 0.218453, height: 0.137549 },
  box: { x: 0.481273, y: 0.392817, width: 0.119347, height: 0.228171 },
  cut: { from: 1.273519, to: 6.981437 },
} as const

/** All of the above. */
export function plantedCanaries(): readonly Canary[] {
  const texts = Object.entries(planted).flatMap(([name, secret]) =>
    typeof secret === 'string' ? [{ name, secret }] : [],
  )
  const places = Object.entries(planted).flatMap(([name, secret]) => {
    if (typeof secret === 'string') return []
    const [longitude, latitude] = secret
    return [{ name, secret: `${String(latitude)},${String(longitude)}`, kind: 'place' as const }]
  })
  const numbers = Object.entries(boxes).flatMap(([name, parts]) =>
    Object.entries(parts).map(([part, value]) => ({
      name: `${name} ${part}`,
      secret: String(value),
      kind: 'number' as const,
    })),
  )
  const addresses = Object.entries(home).map(([name, secret]) => ({
    name: `address, ${name}`,
    secret,
  }))
  return [...texts, ...places, ...numbers, ...addresses]
}
