-- How words are compared: in small letters, without accents, joined letters apart. й stays, it is a letter of its own.
create macro folded(line) as replace(replace(replace(
    translate(
        strip_accents(translate(lower(nfc_normalize(regexp_replace(line, '[''’]s\b', '', 'g'))), 'й', chr(57344))),
        chr(57344) || 'ıøđłħŧð', 'йiodlhtd'
    ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');

-- The words of a text, folded, a blank before, between and after them. Scripts that write no blanks have a word a sign.
create macro words_of(line) as ' ' || trim(regexp_replace(regexp_replace(
    folded(line),
    '([\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])', ' \1 ', 'g'),
    '[^\p{L}\p{N}]+', ' ', 'g')) || ' ';

-- What stands for all forms of a word. By script, since nobody says in which language he searches.
create macro stem_of(word) as case
    when regexp_matches(word, '^[a-z]+$') then stem(word, 'english')
    when regexp_matches(word, '^\p{Cyrillic}+$') then stem(word, 'russian')
    when regexp_matches(word, '^\p{Greek}+$') then stem(word, 'greek')
    when regexp_matches(word, '^\p{Arabic}+$') then stem(word, 'arabic')
    else word
end;

-- The stems of a text's words, a blank between them.
create macro stems_of(words) as array_to_string([stem_of(word) for word in string_split(trim(words), ' ')], ' ');
