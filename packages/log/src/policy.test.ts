import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { secretKey } from './fixture.test.ts'
import { createKey, formatPublicKey, publicKeyOf, signatureType } from './key.ts'
import { formatPolicy, maxPolicyItems, parsePolicy } from './policy.ts'

const log = formatPublicKey(publicKeyOf(secretKey))

function witnessKey(i: number, name = `witness.example/w${i}`): string {
  const seed = new Uint8Array(32).fill(100 + i)
  return formatPublicKey(publicKeyOf(createKey({ name, type: signatureType.cosignature, seed })))
}

function logKey(i: number, name = `example.com/log${i}`): string {
  const seed = new Uint8Array(32).fill(i)
  return formatPublicKey(publicKeyOf(createKey({ name, type: signatureType.ed25519, seed })))
}

/** The example of the specification: two of the X and one of the Y. */
const nested = `# whom we believe
log ${log} https://log.example/

witness X1 ${witnessKey(1)} https://x1.example/
witness X2 ${witnessKey(2)}
witness X3 ${witnessKey(3)}
group X-witnesses 2 X1 X2 X3

witness Y1 ${witnessKey(4)}
witness Y2 ${witnessKey(5)}
witness Y3 ${witnessKey(6)}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`

const witnesses = [1, 2, 3].map((i) => `witness w${i} ${witnessKey(i)}\n`).join('')

describe('parsePolicy()', () => {
  it('reads logs, witnesses, nested groups and the quorum', () => {
    const policy = parsePolicy(nested)
    assert.deepEqual(
      policy.logs.map(({ key, url }) => [key.name, url]),
      [['example.com/log', 'https://log.example/']],
    )
    assert.deepEqual(
      policy.witnesses.map(({ name, url }) => [name, url]),
      [
        ['X1', 'https://x1.example/'],
        ...['X2', 'X3', 'Y1', 'Y2', 'Y3'].map((name) => [name, null]),
      ],
    )
    assert.deepEqual(policy.groups, [
      { name: 'X-witnesses', threshold: 2, members: ['X1', 'X2', 'X3'] },
      { name: 'Y-witnesses', threshold: 1, members: ['Y1', 'Y2', 'Y3'] },
      { name: 'X-and-Y', threshold: 2, members: ['X-witnesses', 'Y-witnesses'] },
    ])
    assert.equal(policy.quorum, 'X-and-Y')
  })

  it('takes blanks and tabs around and between words, comments, and nothing but a quorum', () => {
    const policy = parsePolicy(
      ` \t# a\u2028 comment\n\n \twitness\t w1  ${witnessKey(1)}\t\n\tquorum w1 \n`,
    )
    assert.deepEqual([policy.witnesses.length, policy.quorum], [1, 'w1'])
    assert.deepEqual(parsePolicy('quorum none\n'), {
      logs: [],
      witnesses: [],
      groups: [],
      quorum: 'none',
    })
  })

  it('splits words at blanks and tabs only, and keeps names that only look alike apart', () => {
    const policy = parsePolicy(
      `witness K ${witnessKey(1)}\nwitness \u212a ${witnessKey(2)}\nwitness a\u00a0b ${witnessKey(3)}\nquorum a\u00a0b\n`,
    )
    assert.deepEqual(
      policy.witnesses.map(({ name }) => name),
      ['K', '\u212a', 'a\u00a0b'],
    )
  })

  it('takes two keys of one log, whose name they share', () => {
    const { logs } = parsePolicy(`log ${logKey(1, 'a')}\nlog ${logKey(2, 'a')}\nquorum none\n`)
    assert.deepEqual(
      logs.map(({ key }) => key.name),
      ['a', 'a'],
    )
  })

  it('takes a quorum that is also the member of a group', () => {
    assert.equal(parsePolicy(`${witnesses}group g all w1\nquorum w1\n`).quorum, 'w1')
  })

  it('takes 32 logs, witnesses and groups, and no more', () => {
    const items = Array.from({ length: maxPolicyItems }, (_, i) => i + 1)
    const logs = items.map((i) => `log ${logKey(i)}\n`)
    const manyWitnesses = items.map((i) => `witness w${i} ${witnessKey(i)}\n`)
    const groups = items.map((i) => `group g${i} 1 w${i}\n`)
    const full = [...logs, ...manyWitnesses, ...groups].join('')
    const { groups: read } = parsePolicy(`${full}quorum g32\n`)
    assert.equal(read.length, 32)
    for (const more of [
      `log ${logKey(33)}\n`,
      `witness w33 ${witnessKey(33)}\n`,
      'group g33 any g1\n',
    ])
      refuses(`${full}${more}quorum none\n`, 'policy-too-large', 97)
    assert.throws(() => parsePolicy(`#${' '.repeat(100_000)}\nquorum none\n`), {
      code: 'policy-too-large',
    })
  })
})

describe('parsePolicy() refuses', () => {
  it('lines that it does not know, or that have too few or too many words', () => {
    for (const bad of [
      'logs',
      'log',
      `log ${log} https://a.example more`,
      'witness',
      'witness a',
      `witness a ${witnessKey(9)} https://a.example more`,
      'group',
      'group g',
      'group g any',
      'group g all',
      'group g 1',
      'quorum',
      'quorum w1 w2',
      'QUORUM w1',
    ])
      refuses(`${witnesses}${bad}\nquorum none\n`, 'policy-malformed', 4)
  })

  it('thresholds that are not 1 to the number of members', () => {
    assert.equal(parsePolicy(`${witnesses}group g 3 w1 w2 w3\nquorum g\n`).groups[0]?.threshold, 3)
    for (const k of ['0', '4', '-1', '1.5', '01', '+1', 'ALL', '1e0'])
      refuses(`${witnesses}group g ${k} w1 w2 w3\nquorum g\n`, 'policy-malformed', 4)
  })

  it('keys that are malformed or of the wrong type', () => {
    for (const bad of [
      `log ${witnessKey(7)}`,
      `witness a ${log}`,
      'log a',
      `witness a ${witnessKey(7).slice(0, -2)}`,
      `witness a ${witnessKey(7).replace('w7', 'w8')}`,
    ])
      refuses(`${witnesses}${bad}\nquorum none\n`, 'policy-malformed', 4)
  })

  it('names before the line that defines them, and groups of themselves', () => {
    refuses(`group g any w1\n${witnesses}quorum g\n`, 'policy-name-unknown', 1)
    refuses(`quorum w1\n${witnesses}`, 'policy-name-unknown', 1)
    refuses(`${witnesses}group g any g\nquorum g\n`, 'policy-name-unknown', 4)
    refuses(`${witnesses}quorum g\n`, 'policy-name-unknown', 4)
    refuses(`${witnesses}group g any none\nquorum g\n`, 'policy-name-unknown', 4)
  })

  it('names, keys, members and quorums that come twice', () => {
    refuses(`${witnesses}witness w1 ${witnessKey(9)}\nquorum none\n`, 'policy-duplicate', 4)
    refuses(`${witnesses}group w1 any w2\nquorum none\n`, 'policy-duplicate', 4)
    refuses(`${witnesses}witness none ${witnessKey(9)}\nquorum none\n`, 'policy-duplicate', 4)
    refuses(`${witnesses}group none any w2\nquorum none\n`, 'policy-duplicate', 4)
    refuses(`${witnesses}witness w4 ${witnessKey(1, 'other')}\nquorum w1\n`, 'policy-duplicate', 4)
    refuses(`log ${logKey(1)}\nlog ${logKey(1, 'other')}\nquorum none\n`, 'policy-duplicate', 2)
    refuses(`${witnesses}group g 2 w1 w1\nquorum g\n`, 'policy-duplicate', 4)
    refuses(`${witnesses}group g any w1\ngroup h any w1\nquorum h\n`, 'policy-duplicate', 5)
    refuses(`${witnesses}quorum w1\nquorum w1\n`, 'policy-duplicate', 5)
  })

  it('control characters, text that is no UTF-8, and a last line without its end', () => {
    for (const bad of ['\r', '\0', '\v', '\u007f', '\ud800'])
      refuses(`${witnesses}# ${bad}\nquorum w1\n`, 'policy-malformed', 4)
    refuses(`${witnesses}quorum w1`, 'policy-malformed', 4)
  })

  it('a file without a quorum', () => {
    for (const text of ['', '\n', witnesses])
      assert.throws(() => parsePolicy(text), { code: 'policy-quorum-missing' })
  })
})

function refuses(text: string, code: string, line: number): void {
  assert.throws(() => parsePolicy(text), { code, message: new RegExp(`: line ${line}, `) }, text)
}

describe('formatPolicy()', () => {
  it('is read back as it was', () => {
    for (const text of [nested, `${witnesses}group g all w1\ngroup h 2 g w2 w3\nquorum h\n`]) {
      const policy = parsePolicy(text)
      assert.deepEqual(parsePolicy(formatPolicy(policy)), policy)
    }
    assert.equal(formatPolicy(parsePolicy('#\n\tquorum  none\n')), 'quorum none\n')
  })
})
