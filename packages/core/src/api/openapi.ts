import { z } from 'zod'

import { AgencyKeys, AgencyProfile } from '../agency.ts'
import { Area } from '../area.ts'
import { CustodyEvent, SignedCustodyEvent } from '../custody.ts'
import { Entry } from '../entry.ts'
import { faults } from '../fault.ts'
import type { FaultCode } from '../fault.ts'
import { Instant } from '../instant.ts'
import { PartnerProfile } from '../partner.ts'
import { Request, SignedRequest } from '../request.ts'
import {
  AgencyView,
  InboxSubmission,
  KeyringWrap,
  NextKeys,
  NextVersion,
  OwnRequest,
} from './agency.ts'
import { api } from './contract.ts'
import { DeskAgency, QueuedRequest } from './desk.ts'
import type { Caller } from './endpoint.ts'
import { fileOperations } from './openapi-files.ts'
import { DeskPartner, LegalCount, PublicPartner } from './partners.ts'
import { InstanceFacts, LoggedEntry, LoggedKeys, PublicAgency, PublicRequest } from './public.ts'
import { Member } from './sign-in.ts'

/** Plain JSON. */
export type Json = { readonly [key: string]: unknown }

/**
 * The whole HTTP surface as OpenAPI 3.1: the contract tables, and beside them tus, sealed files, the
 * log and the public files. docs/openapi.json is its text.
 */
export function openApi(version: string): Json {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Porchlight',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Every path of an instance. Nothing here needs an account but what names a `session`. A refusal is `{code, title}` with a code of the closed list in `Refusal`. Fields may be added to answers.',
    },
    servers: [{ url: '/' }],
    paths: paths(),
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-porchlight' },
        secret: {
          type: 'http',
          scheme: 'bearer',
          description: 'The secret that opening a submission gave.',
        },
      },
      schemas: { ...components(), Refusal: refusalSchema() },
    },
  }
}

/** The text of docs/openapi.json. */
export function openApiText(version: string): string {
  return `${JSON.stringify(openApi(version), null, 2)}\n`
}

/** Objects that have a name of their own in the document. */
const named: Readonly<Record<string, z.ZodType>> = {
  AgencyKeys,
  AgencyProfile,
  AgencyView,
  Area,
  CustodyEvent,
  DeskAgency,
  DeskPartner,
  Entry,
  InboxSubmission,
  Instant,
  InstanceFacts,
  KeyringWrap,
  LegalCount,
  LoggedEntry,
  LoggedKeys,
  Member,
  NextKeys,
  NextVersion,
  OwnRequest,
  PartnerProfile,
  PublicAgency,
  PublicPartner,
  PublicRequest,
  QueuedRequest,
  Request,
  SignedCustodyEvent,
  SignedRequest,
}

function registry(): z.core.$ZodRegistry<{ id?: string | undefined }> {
  const made = z.registry<{ id?: string | undefined }>()
  for (const [id, schema] of Object.entries(named)) made.add(schema, { id })
  return made
}

/** What is printed of an endpoint, whatever its types are. */
interface Described {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly summary: string
  readonly caller: Caller
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly faults: readonly FaultCode[]
}

function paths(): Json {
  const found: Record<string, Record<string, unknown>> = structuredClone(fileOperations)
  for (const [name, endpoint] of Object.entries(api)) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    found[path] = { ...found[path], [endpoint.method.toLowerCase()]: operation(name, endpoint) }
  }
  return Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function operation(name: string, endpoint: Described): Json {
  const { method, summary, caller, output } = endpoint
  const { parameters, body } = inputOf(endpoint)
  return {
    operationId: name,
    summary,
    ...security[caller],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(method === 'GET' ? {} : { requestBody: json(body) }),
    responses: { 200: { description: 'Done', ...json(schemaOf(output)) }, ...refusals(endpoint) },
  }
}

const session = { security: [{ session: [] }] }
const security: Readonly<Record<Caller, Json>> = {
  anybody: {},
  sender: { security: [{ secret: [] }] },
  member: session,
  agency: session,
  steward: session,
}

/** Fields named in the path go there, those of a GET into the query, the others into the body. */
function inputOf({ method, path, input }: Described): {
  readonly parameters: readonly Json[]
  readonly body: Json
} {
  const { properties = {}, required = [], ...rest } = InputSchema.parse(schemaOf(input))
  const inPath = new Set(Array.from(path.matchAll(/:(\w+)/g), (match) => match[1]))
  const fields = Object.entries(properties)
  const parameters = fields
    .filter(([name]) => inPath.has(name) || method === 'GET')
    .map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: required.includes(name),
      schema,
    }))
  const body = fields.filter(([name]) => !inPath.has(name))
  const names = body.map(([name]) => name)
  return {
    parameters,
    body: {
      ...rest,
      properties: Object.fromEntries(body),
      required: required.filter((name) => names.includes(name)),
    },
  }
}

const InputSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
})

/** The refusals of an endpoint by status, those that any call can meet among them. */
function refusals({ method, caller, faults: own }: Described): Json {
  const codes: FaultCode[] = ['input/invalid', ...own, 'internal']
  if (caller !== 'anybody') codes.push('session/none')
  if (caller === 'agency' || caller === 'steward') codes.push('session/not-allowed')
  if (method === 'POST') codes.push('input/too-large', 'session/other-site')
  if (method === 'POST' && caller === 'anybody') codes.push('rate/too-many')
  const byStatus = Map.groupBy(codes, (code) => faults[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      String(status),
      { description: some.toSorted().join(', '), ...json(reference('Refusal')) },
    ]),
  )
}

function refusalSchema(): Json {
  return {
    type: 'object',
    properties: { code: { enum: Object.keys(faults) }, title: { type: 'string' } },
    required: ['code', 'title'],
  }
}

function json(schema: Json): Json {
  return { content: { 'application/json': { schema } } }
}

function reference(name: string): Json {
  return { $ref: `${componentPath}${name}` }
}

const componentPath = '#/components/schemas/'

/** A schema with references to the named ones. */
function schemaOf(schema: z.ZodType): Json {
  const hidden = new Set(['$schema', '$defs'])
  return Object.fromEntries(Object.entries(printed(schema)).filter(([key]) => !hidden.has(key)))
}

function components(): Json {
  const all = printed(z.object(named))
  return z.looseObject({ $defs: z.record(z.string(), z.unknown()) }).parse(all).$defs
}

function printed(schema: z.ZodType): Json {
  const made = z.toJSONSchema(schema, { metadata: registry(), io: 'input' })
  return Plain.parse(JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', `"${componentPath}`)))
}

const Plain = z.record(z.string(), z.unknown())
