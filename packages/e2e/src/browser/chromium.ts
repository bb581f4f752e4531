import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core'

/** Debian's. What it would fetch for itself is switched off: a test hears nothing but our own pages. */
const options = {
  executablePath: process.env['PORCHLIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
  timeout: 60_000,
}

/** No screen keeps a person waiting so long; on a busy machine encoding takes a while. */
const patienceMillis = 30_000

/** A browser whose windows each belong to somebody else. */
export interface Chromium {
  readonly visit: (visitor: Visitor) => Promise<Visit>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

interface Visitor {
  readonly origin: string
  /** What their passkey can do: keep a secret (PRF), sign in only, or they have none. */
  readonly passkey?: 'with-secret' | 'plain'
  readonly javaScript?: boolean
  readonly context?: BrowserContextOptions
}

export interface Visit {
  readonly page: Page
  /** Errors that the pages wrote to the console, and calls to other places than the instance. */
  readonly complaints: readonly string[]
}

export async function openChromium(): Promise<Chromium> {
  const browser = await chromium.launch(options)
  return {
    visit: async (visitor) => await visit(browser, visitor),
    [Symbol.asyncDispose]: async () => {
      await browser.close()
    },
  }
}

async function visit(browser: Browser, visitor: Visitor): Promise<Visit> {
  const { origin, passkey, javaScript = true, context = {} } = visitor
  const window = await browser.newContext({
    locale: 'en-US',
    baseURL: origin,
    viewport: { width: 1280, height: 900 },
    ...context,
    javaScriptEnabled: javaScript,
  })
  window.setDefaultTimeout(patienceMillis)
  const page = await window.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.origin !== origin)
      complaints.push(`elsewhere: ${url.origin}`)
  })
  if (passkey !== undefined) await addPasskey(await window.newCDPSession(page), passkey)
  return { page, complaints }
}

/** A passkey in this device, as the DevTools protocol's WebAuthn domain makes it; nobody has to touch it. */
async function addPasskey(
  session: CDPSession,
  kind: NonNullable<Visitor['passkey']>,
): Promise<void> {
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: kind === 'with-secret',
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
