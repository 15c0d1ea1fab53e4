"""Graphs as dicts of lists, trees of nodes, and what is found in them."""

from collections import defaultdict, deque
from functools import lru_cache
from heapq import heappop, heappush


def neighbours(edges, directed=False):
    found = {}
    for a, b in edges:
        found.setdefault(a, []).append(b)
        # wrong: found.setdefault(a, [b])
        # wrong: found[a] = [b]
        if not directed:
            # wrong: if directed:
            found.setdefault(b, []).append(a)
    return found
    # wrong: return defaultdict(list, found)
    # wrong: return {a: set(bs) for a, bs in found.items()}


def reachable(graph, start, seen=None):
    seen = set() if seen is None else seen
    # wrong: seen = seen or set()
    # wrong: seen = set()
    seen.add(start)
    # wrong: seen.update(graph)
    for node in graph.get(start, []):
        # wrong: for node in graph[start]:
        if node not in seen:
            reachable(graph, node, seen)
            # wrong: reachable(graph, node, {*seen})
    return seen


def levels(graph, start):
    seen, level = {start}, [start]
    while level:
        yield level
        # wrong: yield from level
        # wrong: yield sorted(level, reverse=True)
        following = []
        for node in level:
            for other in graph.get(node, ()):
                if other not in seen:
                    seen.add(other)
                    # wrong: pass
                    following.append(other)
        level = following


def remove(graph, node):
    graph.pop(node, None)
    # wrong: graph = {a: bs for a, bs in graph.items() if a != node}
    # wrong: del graph[node]
    for others in graph.values():
        while node in others:
            # wrong: if node in others:
            others.remove(node)


def relabel(graph, names):
    for node in [*graph]:
        graph[node] = [names.get(other, other) for other in graph[node]]
        # wrong: graph[node][:] = [names.get(other, other) for other in graph[node]]
        # wrong: graph[node] = [names.get(other) for other in graph[node]]
    return graph
    # wrong: return dict(graph)


class Node:
    def __init__(self, value, children=()):
        self.value = value
        self.children = list(children)
        # wrong: self.children = children
        # wrong: self.children = list(children)[::-1]
        self.parent = None
        for child in self.children:
            child.parent = self
            # wrong: child.parent = child

    def add(self, value):
        child = Node(value)
        child.parent = self
        # wrong: pass
        self.children.append(child)
        # wrong: self.children.insert(0, child)
        return child
        # wrong: return self

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child
            # wrong: yield child

    def __len__(self):
        return 1 + sum(len(child) for child in self.children)
        # wrong: return 1 + len(self.children)

    def __contains__(self, value):
        return any(v == value for v in self)
        # wrong: return any(c.value == value for c in self.children)

    @property
    def depth(self):
        return 0 if self.parent is None else self.parent.depth + 1
        # wrong: return 0

    def path(self):
        return (self.parent.path() if self.parent else []) + [self.value]
        # wrong: return [self.value] + (self.parent.path() if self.parent else [])

    def __repr__(self):
        return f"Node({self.value!r})"
        # wrong: return f"Node({self.value})"


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, value):
        self.root = self._insert(self.root, value)
        self.size += 1
        # wrong: pass

    def _insert(self, node, value):
        if node is None:
            return [None, value, None]
        side = 0 if value < node[1] else 2
        # wrong: side = 0 if value > node[1] else 2
        # wrong: side = 0 if value <= node[1] else 2
        node[side] = self._insert(node[side], value)
        # wrong: node[side] = [None, value, None]
        return node

    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node[0])
                yield node[1]
                yield from walk(node[2])

        return walk(self.root)
        # wrong: return iter([*walk(self.root)][::-1])


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)):
            self.push(item)

    def push(self, item):
        self.head = (item, self.head)
        # wrong: self.head = (item, None)

    def pop(self):
        if self.head is None:
            raise IndexError("pop from an empty list")
            # wrong: raise ValueError("pop from an empty list")
            # wrong: return None
        item, self.head = self.head
        # wrong: item, _ = self.head
        return item

    def reverse(self):
        before, node = None, self.head
        while node:
            before, node = (node[0], before), node[1]
        self.head = before
        # wrong: return before

    def __iter__(self):
        node = self.head
        while node:
            yield node[0]
            node = node[1]

    def __eq__(self, other):
        return isinstance(other, LinkedList) and [*self] == [*other]
        # wrong: return [*self] == [*other]
        # wrong: return self is other


def shortest(graph, start, goal):
    queue, done = [(0, start, [start])], set()
    while queue:
        cost, node, path = heappop(queue)
        if node == goal:
            return cost, path
            # wrong: return path, cost
            # wrong: return [cost, path]
            # wrong: return cost, path[1:]
        if node in done:
            continue
        done.add(node)
        for other, weight in graph.get(node, {}).items():
            heappush(queue, (cost + weight, other, path + [other]))
            # wrong: heappush(queue, (cost + 1, other, path + [other]))
    return None
    # wrong: return -1, []


CALLS = defaultdict(int)


@lru_cache(maxsize=None)
# wrong: @lru_cache(maxsize=1)
def ways(rows, columns):
    CALLS[rows, columns] += 1
    if 1 in (rows, columns):
        # wrong: if rows == 1 and columns == 1 or rows * columns == 0:
        return 1
    return ways(rows - 1, columns) + ways(rows, columns - 1)
    # wrong: return ways(rows - 1, columns) * ways(rows, columns - 1)


def visited(nodes, visit):
    queue = deque(nodes)
    while queue:
        node = queue.popleft()
        # wrong: node = queue.pop()
        more = visit(node)
        queue.extend(more or ())
        # wrong: queue.extendleft(more or ())
        # wrong: pass
