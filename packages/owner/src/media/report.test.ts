import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { readReport } from './report.ts'
import { revealedBy } from './reveals.ts'

const text = String.raw`
streams.stream.0.codec_name="h264"
streams.stream.0.codec_type="video"
streams.stream.0.width=640
streams.stream.0.disposition.attached_pic=0
streams.stream.0.tags.creation_time="2026-01-02T03:04:05.000000Z"
streams.stream.0.tags.language="und"
streams.stream.1.codec_type="data"
streams.stream.1.codec_tag_string="gpmd"
chapters.chapter.0.id=0
format.duration="12.500000"
format.tags.title="Front \"door\"\nEast"
format.tags.com_apple_quicktime_location_ISO6709="+41.3976-081.5022/"
format.tags.com_apple_quicktime_make="Acme"
format.tags.creation_time="2026-01-02T03:04:05.000000Z"
nonsense
`

describe('readReport()', () => {
  it('reads fields, tags and escapes of each part', () => {
    const { streams, format, chapters } = readReport(text)
    assert.equal(streams.length, 2)
    const fields = streams[0]?.fields
    assert.equal(fields?.get('width'), '640')
    assert.equal(fields.get('disposition.attached_pic'), '0')
    assert.equal(format.tags.get('title'), 'Front "door"\nEast')
    assert.equal(chapters, 1)
  })
})

describe('revealedBy()', () => {
  it('names what a file tells, once each; absent: labels that every file has', () => {
    const revealed = revealedBy(readReport(text))
    assert.deepEqual(
      revealed.map(({ kind, name }) => `${kind} ${name}`),
      [
        'words title',
        'position com_apple_quicktime_location_ISO6709',
        'device com_apple_quicktime_make',
        'time creation_time',
        'data data',
        'chapters chapters',
      ],
    )
  })
})
