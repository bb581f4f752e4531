import { Button, Group, Stack, Text } from '@mantine/core'
import { hourSeconds, later, localAt, maxWindows } from '@porchlight/core'
import type { Zone } from '@porchlight/core'
import type { ReactElement } from 'react'

import { FindingList } from '../../ui/finding-list.tsx'
import { windowText, zoneText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { useWorkspace } from '../workspace.tsx'
import { windowOf } from './candidate.ts'
import type { Draft, DraftWindow } from './draft.ts'
import { useFindings, useForm, useMissing } from './field.ts'
import { instantOfPoint, noPoint, resolve } from './local-time.ts'
import { LiveField, Part, WhenHead } from './sections.tsx'
import { TimeField } from './time-field.tsx'

/** When: the incident, and from when to when footage is asked for. */
export function WhenPart(): ReactElement {
  const { draft, change } = useForm()
  const { agency } = useWorkspace()
  const { zone } = agency.profile
  const findings = useFindings('windows')
  const missing = useMissing('windows')
  return (
    <Part title={m.agency_part_when()} id="field-incidentAt">
      <Text>{m.agency_part_when_zone({ zone: zoneText(zone) })}</Text>
      <WhenHead />
      <Stack gap="md" id="field-windows">
        {draft.windows.map((window, index) => (
          <WindowRow key={window.row} window={window} index={index} zone={zone} />
        ))}
      </Stack>
      <Group gap="sm">
        <Button
          variant="outline"
          disabled={draft.windows.length >= maxWindows}
          onClick={() => {
            change({ windows: [...draft.windows, nextWindow(draft)] })
          }}
        >
          {m.agency_window_add()}
        </Button>
        <AroundIncident zone={zone} />
      </Group>
      <output className="pl-field-error">
        {missing && m.agency_missing_windows()}
        {findings.length > 0 && <FindingList findings={findings} />}
      </output>
      <LiveField />
    </Part>
  )
}

interface WindowProps {
  readonly window: DraftWindow
  readonly index: number
  readonly zone: Zone
}

function WindowRow({ window, index, zone }: WindowProps): ReactElement {
  const { draft, change, touch } = useForm()
  const whole = windowOf(window, zone)
  const settled = [window.from, window.to].every((end) => resolve(end, zone).kind === 'at')
  function set(part: Partial<DraftWindow>): void {
    change({
      windows: draft.windows.map((other) => (other === window ? { ...other, ...part } : other)),
    })
  }
  return (
    <fieldset className="pl-fieldset pl-window">
      <legend>{m.agency_window_n({ n: index + 1 })}</legend>
      <Group grow align="flex-start" gap="md" className="pl-pair">
        <TimeField
          label={m.agency_window_from()}
          point={window.from}
          zone={zone}
          onBlur={() => undefined}
          onChange={(from) => {
            set({ from })
          }}
        />
        <TimeField
          label={m.agency_window_to()}
          point={window.to}
          zone={zone}
          error={settled && whole === null ? m.agency_window_backwards() : undefined}
          onBlur={() => {
            touch('windows')
          }}
          onChange={(to) => {
            set({ to })
          }}
        />
      </Group>
      <WindowFoot window={window} index={index} zone={zone} />
    </fieldset>
  )
}

/** How long the window is, and its removal. */
function WindowFoot({ window, index, zone }: WindowProps): ReactElement {
  const { draft, change } = useForm()
  const whole = windowOf(window, zone)
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" c="dimmed">
        {whole !== null && windowText(whole, zone).length}
      </Text>
      {draft.windows.length > 1 && (
        <Button
          variant="subtle"
          color="bad"
          aria-label={m.agency_window_remove_n({ n: index + 1 })}
          onClick={() => {
            change({ windows: draft.windows.filter((other) => other !== window) })
          }}
        >
          {m.agency_window_remove()}
        </Button>
      )}
    </Group>
  )
}

/** Two hours before the incident to one after: what most requests want. */
function AroundIncident({ zone }: { readonly zone: Zone }): ReactElement | null {
  const { draft, change } = useForm()
  const incident = instantOfPoint(draft.incident, zone)
  const [first] = draft.windows
  if (incident === null || first === undefined || first.from.local !== '') return null
  return (
    <Button
      variant="subtle"
      onClick={() => {
        const from = localAt(later(incident, -2 * hourSeconds), zone)
        const to = localAt(later(incident, hourSeconds), zone)
        change({
          windows: [
            { ...first, from: { local: from, fold: null }, to: { local: to, fold: null } },
            ...draft.windows.slice(1),
          ],
        })
      }}
    >
      {m.agency_window_around()}
    </Button>
  )
}

function nextWindow({ windows }: Draft): DraftWindow {
  return { row: Math.max(...windows.map(({ row }) => row)) + 1, from: noPoint, to: noPoint }
}
