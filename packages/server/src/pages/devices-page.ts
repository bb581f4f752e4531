import type { EntryOf } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import type { LogFilter, LogLine } from '../log/lines.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { headText } from './log-page-head.ts'
import { logList } from './log-page-list.ts'
import { directoryOf } from './log-page-names.ts'
import { counted, entryPath, logPath } from './log-page-paths.ts'
import type { PageSource } from './source.ts'
import { linkTo, numberText } from './view.ts'
import type { Html, View } from './view.ts'
import { plainDay } from './when.ts'

const accepted: LogFilter = { trait: 'map:accepted' }
const refused: LogFilter = { trait: 'map:refused' }
const builds: LogFilter = { kind: 'map.built' }

/** The rest are one link away. */
const shownBuilds = 5

/** Which public devices the instance shows, since when, and the entry that anybody can hold the file against. */
export async function devicesPage(view: View, source: PageSource): Promise<Document> {
  const reading = await source.log()
  const [newest, all, directory] = await Promise.all([
    standingIn(reading),
    reading.part(builds, null),
    directoryOf(source, reading),
  ])
  return {
    title: m.pages_devices_title({}, view),
    description: m.pages_devices_lead({}, view),
    section: 'map',
    body: html`<div class="wrap devices">
      <h1>${m.pages_devices_title({}, view)}</h1>
      <p class="lead">${m.pages_devices_lead({}, view)}</p>
      <p class="note">${m.pages_devices_never({}, view)}</p>
      ${newest === null ? html`<p class="empty">${m.pages_devices_none({}, view)}</p>` : standing(view, newest, reading)}
      <section aria-labelledby="builds">
        <h2 id="builds">${m.pages_devices_builds({}, view)}</h2>
        <p>${m.pages_devices_builds_text({}, view)}</p>
        ${logList(view, all.lines.slice(0, shownBuilds), directory)}
        ${all.found > shownBuilds ? html`<p><a class="more" href="${linkTo(view, logPath(builds))}">${m.pages_devices_all({}, view)}</a></p>` : ''}
      </section>
      ${newest === null ? '' : checkFile(view, newest)} ${headText(view, reading)}
    </div>`,
  }
}

interface Standing {
  readonly entry: EntryOf<'map.built'>
  readonly index: number
}

/** The newest build that was accepted. */
async function standingIn({ part }: LogReading): Promise<Standing | null> {
  const [line] = (await part(accepted, null)).lines
  return line === undefined ? null : buildOf(line)
}

function buildOf({ entry, index }: LogLine): Standing | null {
  return entry.kind === 'map.built' ? { entry, index } : null
}

function standing(view: View, { entry, index }: Standing, reading: LogReading): Html {
  return html`<section class="card" aria-labelledby="standing">
    <h2 id="standing">${m.pages_devices_standing({}, view)}</h2>
    <dl class="facts facts-wide">
      <div>
        <dt>${m.pages_devices_count({}, view)}</dt>
        <dd>
          <a class="counted" href="${linkTo(view, entryPath(index))}"
            >${numberText(view, entry.devices)}</a
          >
        </dd>
      </div>
      <div>
        <dt>${m.pages_devices_since({}, view)}</dt>
        <dd><time datetime="${entry.at}">${plainDay(view, entry.at)}</time></dd>
      </div>
      <div>
        <dt>${m.pages_entry({}, view)}</dt>
        <dd><a href="${linkTo(view, entryPath(index))}">${index}</a></dd>
      </div>
      <div>
        <dt>${m.pages_digest({}, view)}</dt>
        <dd><code>${entry.digest}</code></dd>
      </div>
      <div>
        <dt>${m.pages_devices_accepted({}, view)}</dt>
        <dd>${counted(view, reading.count(accepted), accepted)}</dd>
      </div>
      <div>
        <dt>${m.pages_devices_refused({}, view)}</dt>
        <dd>${counted(view, reading.count(refused), refused)}</dd>
      </div>
    </dl>
    <p>
      <a class="button" href="${fileOf(entry)}" download=""
        >${m.pages_devices_download({}, view)}</a
      >
    </p>
    <p class="soft">
      ${m.pages_devices_source({}, view)}
      <a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>,
      <a href="https://opendatacommons.org/licenses/odbl/1-0/">ODbL 1.0</a>
    </p>
  </section>`
}

/** How a stranger holds the file against the log. */
function checkFile(view: View, { entry }: Standing): Html {
  const { origin, logKey } = view.facts
  return html`<section class="check log-check" aria-labelledby="check">
    <h2 id="check">${m.pages_log_check({}, view)}</h2>
    <p>${m.pages_devices_check({}, view)}</p>
    <pre tabindex="0"><code>curl -s ${origin}${fileOf(entry)} | sha256sum
porchlight verify log ${origin} --log '${logKey}'</code></pre>
  </section>`
}

function fileOf({ digest }: Pick<Standing['entry'], 'digest'>): string {
  return `/map/devices/${digest}.geojson`
}
