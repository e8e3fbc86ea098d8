/**
 * Names of calls that mean the same in every language, as far as a topic's name goes through them. What only one library
 * calls so belongs into its table.
 */

/** What a program calls the object or class that it is in. */
export const isItself = /^(?:this|self|cls|static|Self|super|companion)$/;

/** What a program calls the module that it is in. */
export const isModule = /^(?:exports|module|self|this)$/;

/** Calls whose last argument is a function that makes an element of a list of an element of another. */
export const mapsEach = /^(?:map|flatMap|flat_map|collect|mapNotNull)$/;

/** Calls that give back what they are called on, as far as a name is concerned. */
export const passesOn =
  /^(?:to_?(?:string|str|owned|vec|list|s|sym|array|set)|into|clone|as_str|as_ref|freeze|dup|trim|strip|value|name|get\w*|topic\w*|split\w*|iter|into_iter|collect|toArray|stream|parallelStream|distinct|sorted|filter\w*|asSequence|asIterable|toTypedArray|toMutable\w+|toSorted\w+|reversed|shuffled|limit|boxed|lines|use|parse|safeParse|parseAsync|validateSync|Split|ToString|ToList|ToArray|Trim|String|Value)$/i;

/** Calls that give the elements of a list in another order, or some of them. */
export const keepsList =
  /^(?:slice|reverse|toReversed|sort|toSorted|subList|take|drop|Take|Skip|Reverse|OrderBy)$/;

/** Python's ways through a mapping, which are ways through its keys. */
export const iterates = /^(?:list|tuple|set|sorted|frozenset|iter)$/;

/** Calls that find what a mapping has at a key. */
export const looksUp = /^(?:get|fetch|dig|getOrDefault|getOrElse|getOrPut|getValue|computeIfAbsent)$/;

/** Calls that make a pair, and those that make a mapping of pairs. */
export const pairs = /^(?:Pair|entry|Entry|SimpleEntry|pair)$/;
export const mapsPairs = /^(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf|sortedMapOf|ofEntries)$/;

/** Calls that make a list of their arguments. */
export const collects =
  /^(?:of|param|asList|listOf|setOf|arrayOf|mutableListOf|mutableSetOf|listOfNotNull|singleton|singletonList|newArrayList|newHashSet|hashSetOf|vec|array|Set|List|Array|frozenset|tuple|list|set|sortedSetOf|ImmutableList|copyOf)$/;

/** Calls that put something into what they are called on: a value at a key, or elements. */
export const putsIn = /^(?:put|putIfAbsent|set|add|Add|TryAdd|setdefault|store|insert|Set)$/;
export const adds = /^(?:add|addAll|addLast|push|append|extend|Add|AddRange|concat)$/;

/** Calls of test libraries that stand for what they are given: `verify(template).send("orders", …)`. */
export const standsFor = /^(?:verify|when|whenever|then|given|mock|spy|mockk|spyk|doReturn)$/;

/** Collections that are made of another one. */
export const collected = /(?:List|Set|Deque|Queue|Vector|String|Collection)$/;

/** Calls that give back their argument, in another dress. */
export const wraps =
  /^(?:String|valueOf|from|object|str|string|Some|Just|Ok|ofNullable|requireNonNull|NewString|StringPtr|Ptr|ref|lazy|memo|freeze|Arc|Rc|eq|same|refEq)$/;

/** Calls that fill a template. */
export const formats = /^(?:s?printf|format|Sprintf|Format|formatted)$/;

/** Calls whose last argument holds when there is nothing at the key that they are given. */
export const fallsBack =
  /env|config|setting|param|property|lookup|argument|option|fetch|getOr|default|^get$|^var$|^pop$|cmp|coalesce|^Getter$|^str$/i;

/** `flag.String("topic", "orders", "what it is")`: the place of the default among so many arguments. */
export function flagDefault(name: string, count: number): number | undefined {
  if (/^String(?:Slice|Array)?$/.test(name) && count === 3) return 1;
  return /^String(?:Slice|Array)?P$/.test(name) && count === 4 ? 2 : undefined;
}

/** Calls whose only argument holds when what they are called on has nothing. */
export const givesDefault =
  /^[Dd]efault$|orElse|unwrap_or|OrDefault|OrElse|^or$|ifEmpty|ifBlank|DefaultIfEmpty|^field$/i;
