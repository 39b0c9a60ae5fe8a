import type { GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { keyOf, type TableLayout } from './table-layout.js';

export const findRequest = (layout: TableLayout, id: string): GetItemCommandInput => ({
  TableName: layout.tableName,
  Key: keyOf(layout, id),
  ConsistentRead: true,
});

/**
 * The look before a claim. Eventually consistent, at half the price: it is believed only when it shows a COMPLETE
 * record that is unexpired by the caller's clock, and such a record changes no more, so that an old view of it is as
 * good as the newest. Whatever else it shows, the claim decides.
 */
export const glanceRequest = (layout: TableLayout, id: string): GetItemCommandInput => ({
  TableName: layout.tableName,
  Key: keyOf(layout, id),
  ConsistentRead: false,
});
