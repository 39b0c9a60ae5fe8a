/**
 * The clauses of which every condition is made. Names (`#...`) stand for attributes, values (`:...`) for what the
 * request carries. A clause about an attribute that the item lacks does not hold.
 *
 * ```
 *  claim             in_progress_expiry      + skew                     idempotent_expiry
 *  |---- lease runs ---------|---- for some ----|---- lapsed for everybody ----|---- expired
 *                                  clocks
 * ```
 *
 * `:lapsedBy` is the caller's clock less the skew in milliseconds, `:nowSeconds` its clock in whole seconds begun.
 */
export const ABSENT = 'attribute_not_exists(#id)';

/** Stop a late copy of a claim from taking effect once its own call, or a later one, has moved on. */
const BY_ANOTHER_CALL = '#owner <> :owner';
const FENCE_RISES = '#fence < :fence';

const SAME_FINGERPRINT = '#fingerprint = :fingerprint';
const HAS_FAILED = '#status = :failed';
const IS_RUNNING = '#status = :running';
const NOT_RUNNING = '#status <> :running';
const LEASE_OVER = '#in_progress_expiry <= :lapsedBy';
const EXPIRED = '#idempotent_expiry <= :nowSeconds';
const UNEXPIRED = '#idempotent_expiry > :nowSeconds';

const OWNED = '#owner = :owner AND #fence = :fence';
const LAPSED = `${IS_RUNNING} AND ${LEASE_OVER}`;

/** An unexpired record on which a further attempt may run. */
const CONTINUABLE = {
  withTakeover: `${UNEXPIRED} AND ${SAME_FINGERPRINT} AND (${HAS_FAILED} OR (${LAPSED}))`,
  withoutTakeover: `${UNEXPIRED} AND ${SAME_FINGERPRINT} AND ${HAS_FAILED}`,
};

/** An expired record that nobody can be working on. */
const FREE = `${EXPIRED} AND (${NOT_RUNNING} OR ${LEASE_OVER})`;

const unlessMovedOn = (clause: string): string => `${ABSENT} OR (${BY_ANOTHER_CALL} AND ${FENCE_RISES} AND ${clause})`;

/** A claim that counts attempts on. */
export const MAY_CONTINUE = {
  withTakeover: unlessMovedOn(CONTINUABLE.withTakeover),
  withoutTakeover: unlessMovedOn(CONTINUABLE.withoutTakeover),
};

/** A claim that begins afresh. */
export const MAY_BEGIN_AFRESH = unlessMovedOn(FREE);

/** A completion without a claim: the condition of a claim, in either form. */
export const MAY_COMPLETE_UNCLAIMED = {
  withTakeover: unlessMovedOn(`((${FREE}) OR (${CONTINUABLE.withTakeover}))`),
  withoutTakeover: unlessMovedOn(`((${FREE}) OR (${CONTINUABLE.withoutTakeover}))`),
};

/** All writes of an owner. */
export const HELD = `${OWNED} AND ${IS_RUNNING}`;

/** A renewal: not strictly later, since its own retry must pass. */
export const HELD_AND_NOT_SHORTENED = `${HELD} AND #in_progress_expiry <= :leaseEnd`;

/** A record in doubt, by somebody who owns nothing: what it saw stands, and is lapsed. */
export const SEEN_AND_LAPSED = `${OWNED} AND ${LAPSED}`;

/** An operator's settlement. */
export const IN_DOUBT_AS_SEEN = '#status = :inDoubt AND #fence = :seenFence';
