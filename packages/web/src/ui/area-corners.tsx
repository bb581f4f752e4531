import { Button, Stack, Table, Text, TextInput } from '@mantine/core'
import { Area, maxCorners } from '@porchlight/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { numberIn } from './number-in.ts'

/** A corner as it is being typed. */
interface Row {
  readonly latitude: string
  readonly longitude: string
}

/** The corners of an area as a table of numbers. */
export function AreaCorners({
  value,
  onChange,
}: {
  readonly value: Area | null
  readonly onChange: (area: Area | null) => void
}): ReactElement {
  const [rows, setRows] = useState(() => rowsOf(value))
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    setSeen(value)
    // the map or the circle changed it; what was typed here is there already
    if (JSON.stringify(value) !== JSON.stringify(areaOf(rows))) setRows(rowsOf(value))
  }
  function change(next: readonly Row[]): void {
    setRows(next)
    onChange(areaOf(next))
  }
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm" c="dimmed">
        {m.ui_area_corners_help()}
      </Text>
      {rows.length === 0 ? (
        <Text>{m.ui_area_corners_none()}</Text>
      ) : (
        <CornerTable rows={rows} change={change} />
      )}
      <Button
        variant="outline"
        disabled={rows.length >= maxCorners}
        onClick={() => {
          change([...rows, { latitude: '', longitude: '' }])
        }}
      >
        {m.ui_area_corner_add()}
      </Button>
    </Stack>
  )
}

function CornerTable({
  rows,
  change,
}: {
  readonly rows: readonly Row[]
  readonly change: (rows: readonly Row[]) => void
}): ReactElement {
  function set(index: number, part: Partial<Row>): void {
    change(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  }
  return (
    <Table withRowBorders={false} verticalSpacing={4} w="auto">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{m.ui_area_latitude()}</Table.Th>
          <Table.Th>{m.ui_area_longitude()}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a corner has no name but its place in the order
          <Table.Tr key={index}>
            <Table.Td>
              <TextInput
                value={row.latitude}
                aria-label={m.ui_area_corner_latitude({ n: index + 1 })}
                error={row.latitude !== '' && numberIn(row.latitude) === null}
                onChange={(event) => {
                  set(index, { latitude: event.currentTarget.value })
                }}
              />
            </Table.Td>
            <Table.Td>
              <TextInput
                value={row.longitude}
                aria-label={m.ui_area_corner_longitude({ n: index + 1 })}
                error={row.longitude !== '' && numberIn(row.longitude) === null}
                onChange={(event) => {
                  set(index, { longitude: event.currentTarget.value })
                }}
              />
            </Table.Td>
            <Table.Td>
              <Button
                variant="subtle"
                color="bad"
                aria-label={m.ui_area_corner_remove({ n: index + 1 })}
                onClick={() => {
                  change(rows.filter((_, at) => at !== index))
                }}
              >
                ×
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function rowsOf(area: Area | null): readonly Row[] {
  return (area ?? []).map(([x, y]) => ({ latitude: String(y), longitude: String(x) }))
}

/** The area that the rows give; null where some row is not right yet, or there are too few. */
function areaOf(rows: readonly Row[]): Area | null {
  const corners = rows.map((row) => [numberIn(row.longitude), numberIn(row.latitude)])
  return Area.safeParse(corners).data ?? null
}
