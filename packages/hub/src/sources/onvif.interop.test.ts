import { strict as assert } from 'node:assert'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { displayedIn, readOnvifClock } from './onvif.ts'

const { signal } = new AbortController()
const zone = 'America/New_York'
/** 23 November 2026, 21:14:07 in New York. */
const now = Date.parse('2026-11-24T02:14:07Z')

/** As cameras answer: prefixes of their own, white space, more than was asked for. */
function answer(parts: Readonly<Record<'utc' | 'local', string | null>>, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:tds='http://www.onvif.org/ver10/device/wsdl' xmlns:tt="http://www.onvif.org/ver10/schema">
  <SOAP-ENV:Header/><!-- gSOAP -->
  <SOAP-ENV:Body><tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime>
        <tt:DateTimeType>Manual</tt:DateTimeType>
        <tt:DaylightSavings>false</tt:DaylightSavings>
        <tt:TimeZone><tt:TZ>EST5EDT,M3.2.0,M11.1.0</tt:TZ></tt:TimeZone>${dateTime('UTCDateTime', parts.utc)}${dateTime('LocalDateTime', parts.local)}${more}
  </tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse></SOAP-ENV:Body>
</SOAP-ENV:Envelope>
`
}

function dateTime(name: string, text: string | null): string {
  if (text === null) return ''
  const [year, month, day, hour, minute, second] = text.split(/\D/)
  return `
      <tt:${name}><tt:Time><tt:Hour>${hour ?? ''}</tt:Hour><tt:Minute>${minute ?? ''}</tt:Minute><tt:Second>${second ?? ''}</tt:Second></tt:Time>
      <tt:Date><tt:Year>${year ?? ''}</tt:Year><tt:Month>${month ?? ''}</tt:Month><tt:Day>${day ?? ''}</tt:Day></tt:Date></tt:${name}>`
}

function secondsFast(text: string, answered = now): number | null {
  const displayed = displayedIn(text, { zone, answered })
  return displayed === null ? null : (displayed - answered) / 1000
}

describe('displayedIn()', () => {
  it('reads UTC where that is all', () => {
    assert.equal(secondsFast(answer({ utc: '2026-11-24 02:15:19', local: null })), 72)
  })

  it('reads local time, digits without zeros before them too', () => {
    assert.equal(secondsFast(answer({ utc: null, local: '2026-11-23 21:13:7' })), -60)
  })

  it('goes by what stands in the picture where both are told: summer time that nobody switched off', () => {
    const summer = answer({ utc: '2026-11-24 02:14:07', local: '2026-11-23 22:14:07' })
    assert.equal(secondsFast(summer), 3600)
  })

  it('takes the nearer of two in the hour that comes twice', () => {
    const answered = Date.parse('2026-11-01T06:30:00Z')
    assert.equal(secondsFast(answer({ utc: null, local: '2026-11-01 01:30:05' }), answered), 5)
    assert.equal(
      secondsFast(answer({ utc: null, local: '2026-11-01 01:30:05' }), answered - 3_600_000),
      5,
    )
  })

  it('reads nothing out of garbage', () => {
    const whole = answer({ utc: '2026-11-24 02:15:19', local: null })
    const garbage = [
      '',
      'OK',
      '<html><body>Login</body></html>',
      '{"time":"2026-11-24T02:15:19Z"}',
      answer({ utc: null, local: null }),
      answer({ utc: '2026-02-31 02:15:19', local: null }),
      answer({ utc: '2026-11-24 25:15:19', local: null }),
      answer({ utc: '2026-11-24 02:xx:19', local: null }),
      whole.slice(0, -20),
      `${whole}<again/>`,
      `${whole}trailing`,
      whole.replace('</tt:Second>', '</tt:Minute>'),
      whole.replace('?>', '?><!DOCTYPE x [<!ENTITY y "z">]>'),
      whole.replace('<tt:DateTimeType>Manual', '<tt:DateTimeType><![CDATA[Manual]]>'),
      '<a>'.repeat(50_000),
      answer({ utc: '2026-11-24 02:15:19', local: null }, ' '.repeat(70_000)),
    ]
    for (const text of garbage) assert.equal(secondsFast(text), null, text.slice(0, 200))
  })
})

interface StandIn extends AsyncDisposable {
  readonly address: string
  readonly asked: string[]
}

/** A camera that answers as it is told to. */
async function camera(
  respond: (response: ServerResponse) => Promise<void> | void,
): Promise<StandIn> {
  const asked: string[] = []
  async function told(request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${await received(request)}`)
    await respond(response)
  }
  const server = createServer((request, response) => {
    void told(request, response)
  })
  await new Promise<void>((open) => {
    server.listen(0, '127.0.0.1', open)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return {
    address: `127.0.0.1:${String(address.port)}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => {
        server.close(closed)
      })
    },
  }
}

async function received(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function nowIn(secondsFaster: number): string {
  const at = new Date(Date.now() + secondsFaster * 1000)
  return answer({ utc: at.toISOString().slice(0, 19), local: null })
}

describe('readOnvifClock()', () => {
  it('asks for the time and for nothing else, and sends no name', async () => {
    await using one = await camera((response) => {
      response.end(nowIn(72))
    })
    const reading = await readOnvifClock({ address: one.address, zone }, { now: Date.now, signal })
    assert.equal(reading.method, 'onvif')
    assert.ok(Math.abs(reading.offsetSeconds - 72) <= reading.errorSeconds)
    assert.ok(reading.errorSeconds < 1.5)
    assert.equal(one.asked.length, 1)
    assert.match(one.asked[0] ?? '', /^POST \/onvif\/device_service .*GetSystemDateAndTime/)
    assert.doesNotMatch(one.asked[0] ?? '', /Security|Username|Password/)
  })

  it('is as unsure as the answer was slow', async () => {
    await using one = await camera(async (response) => {
      const text = nowIn(0)
      await sleep(1500)
      response.end(text)
    })
    const reading = await readOnvifClock({ address: one.address, zone }, { now: Date.now, signal })
    assert.ok(reading.errorSeconds >= 1.2, String(reading.errorSeconds))
    assert.ok(Math.abs(reading.offsetSeconds) <= reading.errorSeconds)
  })

  it('takes the path that the owner gives', async () => {
    await using one = await camera((response) => {
      response.end(nowIn(0))
    })
    const address = `http://${one.address}/device`
    await readOnvifClock({ address, zone }, { now: Date.now, signal })
    assert.match(one.asked[0] ?? '', /^POST \/device /)
  })

  it('says that something else answers there', async () => {
    for (const [status, text] of [
      [200, '<html></html>'],
      [401, 'Unauthorized'],
      [500, nowIn(0)],
    ] as const) {
      await using one = await camera((response) => {
        response.writeHead(status).end(text)
      })
      await assert.rejects(
        readOnvifClock({ address: one.address, zone }, { now: Date.now, signal }),
        { code: 'not-one' },
      )
    }
  })

  it('asks nobody outside the house, and only by plain HTTP', async () => {
    for (const address of ['203.0.113.7', 'https://192.168.1.20', 'ftp://192.168.1.20', 'a b'])
      await assert.rejects(
        readOnvifClock({ address, zone }, { now: Date.now, signal }),
        { code: 'not-one' },
        address,
      )
  })

  it('says that nobody answers', async () => {
    const nobody = { address: '127.0.0.1:9', zone }
    await assert.rejects(readOnvifClock(nobody, { now: Date.now, signal }), { code: 'unreachable' })
  })

  it('stops waiting', { timeout: 30_000 }, async () => {
    await using one = await camera(() => undefined)
    await assert.rejects(
      readOnvifClock({ address: one.address, zone }, { now: Date.now, signal }),
      { code: 'unreachable' },
    )
  })
})
