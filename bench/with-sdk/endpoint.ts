// Answers as DynamoDB would, at once: keeps items in memory and judges only whether one exists and is finished. A
// process of its own, so that its work is not counted; prints its address, and ends with its parent.
import { createServer } from 'node:http';
import { listen } from '../../spec/engines/listen.js';

type Value = Record<string, unknown>;
type Item = Record<string, Value>;

interface Request {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ReturnValues?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const items = new Map<string, Item>();
const counts = new Map<string, number>();

const FRESH_CLAIM = 'attribute_not_exists(#id)';
const FINISHED = new Set(['COMPLETE', 'COMPLETED']);

const ok = (body: unknown): Answer => ({ status: 200, body });

function answer(operation: string, request: Request): Answer {
  const id = String((request.Key ?? request.Item)?.id?.S);
  const existing = items.get(id);
  const isClaim = request.ConditionExpression?.includes(FRESH_CLAIM) ?? false;
  if (isClaim && existing && FINISHED.has(String(existing.status?.S))) return refused(existing);
  switch (operation) {
    case 'PutItem':
      items.set(id, request.Item ?? {});
      return ok({});
    case 'UpdateItem': {
      const updated = update({ ...existing, ...request.Key }, request);
      items.set(id, updated);
      return ok(request.ReturnValues === 'ALL_OLD' && existing ? { Attributes: existing } : {});
    }
    case 'DeleteItem':
      items.delete(id);
      return ok({});
    default:
      return ok(existing ? { Item: existing } : {});
  }
}

const refused = (item: Item): Answer => ({
  status: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
    message: 'The conditional request failed',
    Item: item,
  },
});

/** Sets what an update sets, and what it adds to, to a value: what the sum is on a new item. */
function update(item: Item, { UpdateExpression = '', ...request }: Request): Item {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = request;
  const [set = '', remove = '', add = ''] = UpdateExpression.split(/ REMOVE | ADD /);
  for (const [, name = '', value = ''] of `${set}, ${add}`.matchAll(/(#\w+) (?:= )?(:\w+)/g)) {
    item[names[name] ?? ''] = values[value] ?? {};
  }
  for (const [name] of remove.matchAll(/#\w+/g)) Reflect.deleteProperty(item, names[name] ?? '');
  return item;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    if (request.method === 'GET') {
      response.end(JSON.stringify(Object.fromEntries(counts)));
      return;
    }
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    const { status, body } = answer(operation, JSON.parse(Buffer.concat(chunks).toString()) as Request);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  });
});

void listen(server).then((address) => process.send?.(address));
process.on('disconnect', () => process.exit(0));
