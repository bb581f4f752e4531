import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'

const directory = join(import.meta.dirname, 'migrations')
const name = '0006-agency-keys.sql'

describe(name, () => {
  it('keeps the keys, their entry, the time from which they are good, and every way to unlock them', () => {
    const db = new DatabaseSync(':memory:')
    for (const file of readdirSync(directory).toSorted())
      if (file < name) db.exec(readFileSync(join(directory, file), 'utf8'))
    db.exec(`
      INSERT INTO agencies (id, profile, verified_by, keys, created_at, admitted_at, entered_at, admission_index, key_index)
        VALUES ('admitted', '{}', '', '{"a":1}', '2026-11-20T09:00:00Z', '2026-11-20T10:11:12Z', '2026-11-20T10:11:12Z', 2, 3),
               ('waiting', '{}', '', '{"b":2}', '2026-11-20T09:00:00Z', NULL, NULL, NULL, NULL),
               ('new', '{}', '', NULL, '2026-11-20T09:00:00Z', NULL, NULL, NULL, NULL);
      INSERT INTO members (id, name, role, agency) VALUES ('m', 'Cleo', 'agency', 'admitted');
      INSERT INTO keyring (agency, member, way, credential, sealed)
        VALUES ('admitted', 'm', 'passkey', 'c', 'one'), ('admitted', 'm', 'passphrase', '', 'two');
    `)
    db.exec(readFileSync(join(directory, name), 'utf8'))
    assert.deepEqual(rows(db, 'SELECT * FROM agency_keys ORDER BY agency'), [
      ['admitted', 0, '{"a":1}', '2026-11-20T10:11:00Z', 3],
      ['waiting', 0, '{"b":2}', null, null],
    ])
    assert.deepEqual(rows(db, 'SELECT number, way, sealed FROM keyring ORDER BY sealed'), [
      [0, 'passkey', 'one'],
      [0, 'passphrase', 'two'],
    ])
    db.close()
  })
})

function rows(db: DatabaseSync, query: string): readonly unknown[] {
  return db
    .prepare(query)
    .all()
    .map((row) => Object.values(row))
}
