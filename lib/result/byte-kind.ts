type View = new (buffer: ArrayBuffer) => ArrayBufferView;

const VIEWS: readonly View[] = [
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];

/** All built-in classes that hold bytes. */
export const BYTE_CLASSES = [Buffer, ArrayBuffer, ...VIEWS];

/** The bytes that a buffer or a view shows, not copied. */
export function bytesOf(value: ArrayBuffer | ArrayBufferView): Buffer {
  return ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.from(value);
}

/**
 * A new instance of a byte class, with memory of its own. Elements wider than a byte are read as they are written: in
 * the platform's order, little-endian wherever Node runs a Lambda function.
 *
 * @throws RangeError when there is no such class, or the bytes do not fill its last element
 */
export function fromBytes(kind: string, bytes: Buffer): Buffer | ArrayBuffer | ArrayBufferView {
  if (kind === 'Buffer') return bytes;
  const { buffer } = new Uint8Array(bytes);
  if (kind === 'ArrayBuffer') return buffer;
  const View = VIEWS.find(({ name }) => name === kind);
  if (View === undefined) throw new RangeError('not a kind of bytes');
  return new View(buffer);
}
