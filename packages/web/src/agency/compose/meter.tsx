import { Progress, Stack, Text } from '@mantine/core'
import { areaSquareMetres, coveredSeconds, defaultPolicy, squareMiles } from '@porchlight/core'
import type { ReactElement } from 'react'

import { FindingText } from '../../ui/finding-list.tsx'
import { durationText, numberText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { useWorkspace } from '../workspace.tsx'
import { wholeWindows } from './candidate.ts'
import type { Missing } from './candidate.ts'
import { useForm } from './field.ts'

/** The rules, live: how much of area and time is used, what is still to do, what breaks a rule. */
export function Meter(): ReactElement {
  const { candidate } = useForm()
  const open = candidate.missing.length + candidate.findings.length
  return (
    <aside className="pl-card pl-meter" aria-labelledby="meter">
      <Stack gap="md">
        <h2 id="meter">{m.agency_meter_title()}</h2>
        <AreaGauge />
        <TimeGauge />
        <Text component="output" fw={600} {...(open === 0 ? { c: 'good' } : {})}>
          {open === 0 ? m.agency_meter_clear() : m.agency_meter_open({ count: open })}
        </Text>
        {open > 0 && (
          <ul className="pl-list">
            {candidate.missing.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  className="pl-link"
                  onClick={() => {
                    goToField(name)
                  }}
                >
                  {missingWords[name]()}
                </button>
              </li>
            ))}
            {candidate.findings.map((finding) => (
              <li key={`${finding.rule} ${finding.field} ${finding.excerpt ?? ''}`}>
                <FindingText finding={finding} />
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </aside>
  )
}

/** Where the field is that is still to be filled in. */
function goToField(name: Missing): void {
  const field = document.getElementById(`field-${name}`)
  const control = field?.matches('select') === true ? field : field?.querySelector('input, button')
  field?.scrollIntoView({ block: 'center' })
  if (control instanceof HTMLElement) control.focus({ preventScroll: true })
}

const missingWords: Readonly<Record<Missing, () => string>> = {
  offence: m.agency_missing_offence,
  area: m.agency_missing_area,
  windows: m.agency_missing_windows,
  incidentAt: m.agency_missing_incident,
  contact: m.agency_missing_contact,
  handling: m.agency_missing_handling,
}

function AreaGauge(): ReactElement {
  const { draft } = useForm()
  const metres = draft.area === null ? 0 : areaSquareMetres(draft.area)
  const { minAreaSquareMetres: min, maxAreaSquareMetres: max } = defaultPolicy
  const right = metres >= min && metres <= max
  return (
    <Gauge
      label={m.agency_meter_area()}
      value={m.agency_meter_area_value({ miles: numberText(squareMiles(metres), 3) })}
      limits={m.agency_meter_area_limits({
        min: numberText(squareMiles(min), 3),
        max: numberText(squareMiles(max), 3),
      })}
      share={metres / max}
      right={right || draft.area === null}
    />
  )
}

function TimeGauge(): ReactElement {
  const { draft } = useForm()
  const { agency } = useWorkspace()
  const seconds = coveredSeconds(wholeWindows(draft.windows, agency.profile.zone))
  const { maxWindowsSeconds, maxExtendedSeconds } = defaultPolicy
  const max = draft.class === 'extended' ? maxExtendedSeconds : maxWindowsSeconds
  return (
    <Gauge
      label={m.agency_meter_time()}
      value={durationText(seconds)}
      limits={m.agency_meter_time_limit({ max: durationText(max) })}
      share={seconds / max}
      right={seconds <= max}
    />
  )
}

interface GaugeProps {
  readonly label: string
  readonly value: string
  readonly limits: string
  /** Of the most that is allowed; above one is too much. */
  readonly share: number
  readonly right: boolean
}

function Gauge({ label, value, limits, share, right }: GaugeProps): ReactElement {
  return (
    <div>
      <Text fw={600}>
        {label}: {value}
      </Text>
      <Progress
        value={Math.min(100, share * 100)}
        color={right ? 'good' : 'bad'}
        aria-label={label}
        size="lg"
      />
      <Text size="sm" c={right ? 'dimmed' : 'bad'}>
        {limits}
      </Text>
    </div>
  )
}
