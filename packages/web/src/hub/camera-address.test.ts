import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { cameraAddressFault } from './camera-address.ts'

describe('the address of a camera', () => {
  it('is good as owners type it', () => {
    for (const text of [
      '192.168.1.20',
      'camera.local',
      '10.0.0.5:8080/onvif/device_service',
      'http://172.16.0.1',
      '[fd00::1]',
    ])
      assert.equal(cameraAddressFault(text), null, text)
  })

  it('is refused with the reason for which the hub would not ask it', () => {
    assert.equal(cameraAddressFault('not an address'), 'no-address')
    assert.equal(cameraAddressFault('rtsp://192.168.1.20'), 'no-address')
    assert.equal(cameraAddressFault('https://192.168.1.20'), 'encrypted')
    assert.equal(cameraAddressFault('admin:secret@192.168.1.20'), 'with-password')
    assert.equal(cameraAddressFault('8.8.8.8'), 'far')
    assert.equal(cameraAddressFault('172.32.0.1'), 'far')
  })
})
