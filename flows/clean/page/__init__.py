"""Pages read at the speed of machine code: markup to tokens, tokens to elements, elements to lines of visible text.

names.py       the elements and attributes that matter, and how each behaves
tokens.py      markup to tags, their attributes, and text between them
tree.py        tags to elements as a browser nests them, and what is displayed
words.py       what class names say, found in one pass
entities.py    character references
characters.py  what is white space, and what can be seen
text.py        displayed text to lines
"""
