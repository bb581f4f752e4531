import { Stack, Text, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { areaSquareMetres, offenceNames, squareMiles } from '@porchlight/core'
import type { Instant, QueuedRequest } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import type { ReactElement } from 'react'

import { Answered } from '../../ui/fault.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { durationText, numberText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { Screen } from '../desk.tsx'
import { useQueue } from '../desk-data.ts'
import { timeLeft } from './time-left.ts'
import { useMinute } from './use-minute.ts'

/** What waits for a steward, oldest first. */
export function QueueScreen(): ReactElement {
  useLanguage()
  const queue = useQueue()
  return (
    <Screen title={m.desk_nav_queue({ count: queue.data?.length ?? 0 })}>
      <Stack gap="lg">
        <Stack gap="xs">
          <ScreenTitle>{m.desk_queue_title()}</ScreenTitle>
          <Text>{m.desk_queue_lead()}</Text>
        </Stack>
        <Answered asked={queue}>
          {(waiting) => (waiting.length === 0 ? <Empty /> : <Waiting waiting={waiting} />)}
        </Answered>
      </Stack>
    </Screen>
  )
}

function Empty(): ReactElement {
  return (
    <section className="pl-card">
      <Title order={2}>{m.desk_queue_empty_title()}</Title>
      <Text mt="xs">{m.desk_queue_empty_text()}</Text>
    </section>
  )
}

/** A list that J and K walk through; Enter opens, as on every link. */
function Waiting({ waiting }: { readonly waiting: readonly QueuedRequest[] }): ReactElement {
  const list = useRef<HTMLUListElement>(null)
  const now = useMinute()
  function step(by: 1 | -1): void {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('h2 a') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    links[Math.max(0, at + by)]?.focus()
  }
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
  ])
  return (
    <>
      <ul className="pl-rows" ref={list}>
        {waiting.map((queued) => (
          <Row key={queued.signed.request.id} queued={queued} now={now} />
        ))}
      </ul>
      <Text className="pl-soft">{m.desk_queue_keys()}</Text>
    </>
  )
}

function Row({
  queued,
  now,
}: {
  readonly queued: QueuedRequest
  readonly now: Instant
}): ReactElement {
  const { language } = useLanguage()
  const { signed, agency, findings, approvals, approvalsNeeded } = queued
  const { request } = signed
  const { seconds, late } = timeLeft(queued, now)
  const metres = areaSquareMetres(request.area)
  const km = numberText(metres / 1e6, 2)
  const miles = numberText(squareMiles(metres), 2)
  return (
    <li className="pl-card pl-row">
      <Stack gap={6}>
        <p className="pl-kicker">
          {offenceNames[request.offence][language]}
          {request.class === 'extended' && (
            <span className="pl-mark pl-mark-flag">{m.ui_sheet_extended()}</span>
          )}
          {queued.before !== null && (
            <span className="pl-mark">{m.desk_queue_version({ version: request.version })}</span>
          )}
          {findings.length > 0 && (
            <span className="pl-mark pl-mark-flag">
              {m.desk_queue_findings({ count: findings.length })}
            </span>
          )}
        </p>
        <h2 className="pl-row-title">
          <Link to="/requests/$id" params={{ id: request.id }}>
            {request.title}
          </Link>
        </h2>
        <p className="pl-soft">
          {m.desk_queue_facts({ agency: agency.name, km, miles })}
          {approvalsNeeded > 1 &&
            ` · ${m.desk_queue_approvals({ given: approvals, needed: approvalsNeeded })}`}
        </p>
      </Stack>
      <p className={late ? 'pl-bad' : 'pl-soft'}>
        {m.desk_queue_left({ time: durationText(seconds) })}
        {late && (
          <>
            <br />
            {m.desk_queue_late()}
          </>
        )}
      </p>
    </li>
  )
}
