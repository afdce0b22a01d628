-- Questions worth a name. Call them as tables: from articles_of('Tashkent');

-- Entities known as `who`: by name or alias whatever their accents and letter case, by id, or by an id that gave way.
create or replace temp macro named(who) as table
    select * from entities
    where lower(strip_accents(name)) = lower(strip_accents(who))
       or list_contains([lower(strip_accents(alias)) for alias in coalesce(aliases, [])], lower(strip_accents(who)))
       or entity_id = who
       or entity_id in (select new_id from redirects where old_id = who);

-- Articles that name `who`, newest first.
create or replace temp macro articles_of(who) as table
    select article_id, published_at, source_id, title, count(*) as mention_count
    from mentions join articles using (article_id)
    where entity_id in (select entity_id from named(who))
    group by all
    order by published_at desc nulls last, article_id;

-- Articles and mentions of `who` by month (UTC).
create or replace temp macro timeline(who) as table
    select date_trunc('month', make_timestamp(epoch_us(published_at)))::date as month,
           count(distinct article_id) as article_count, count(*) as mention_count
    from mentions join articles using (article_id)
    where entity_id in (select entity_id from named(who))
    group by all
    order by month nulls last;

-- Entities named in the same articles as `who`, the most frequent first.
create or replace temp macro cooccurring(who) as table
    select entity_id, name, kind, count(distinct article_id) as article_count, count(*) as mention_count
    from mentions join (select entity_id, name from entities) using (entity_id)
    where article_id in (select article_id from articles_of(who))
      and entity_id not in (select entity_id from named(who))
    group by all
    order by article_count desc, mention_count desc, entity_id;

-- What `who` said, newest first.
create or replace temp macro quotations_of(who) as table
    select article_id, published_at, source_id, quotations.text as quotation, speaker, cue
    from quotations join articles using (article_id)
    where speaker_entity_id in (select entity_id from named(who))
    order by published_at desc nulls last, article_id, quotations.start;

-- What cleaning did, rule by rule; a flag is something doubtful that it left alone.
create or replace temp macro edits_by_rule() as table
    select rule, count(*) as edits, count(distinct article_id) as articles,
           count(*) filter (before = after) as flags, sum(length(before) - length(after))::bigint as characters_removed
    from edits
    group by all
    order by edits desc, rule;

-- The raw text of an article: its text with every edit taken back.
create or replace temp macro raw_text(article) as (
    with
        -- Named apart, so that `raw_text(article_id)` means the caller's column and not one of those below.
        given as (select article as wanted),
        -- By how much an edit stands later in the raw text than in the text.
        shifted as (
            select edits.*, coalesce(sum(length("before") - length("after")) over (
                order by "position" rows between unbounded preceding and 1 preceding
            ), 0)::bigint as shift
            from edits, given where article_id = wanted
        ),
        placed as (
            select "position", "before", raw_start - shift as text_start,
                   raw_start - shift + length("after") as text_end
            from shifted
        ),
        pieces as (
            select *, coalesce(lag(text_end) over (order by "position"), 0) as text_from from placed
        ),
        article_text as (select text from articles, given where article_id = wanted),
        opening as (
            select coalesce(string_agg(
                substring(text, text_from + 1, text_start - text_from) || "before", '' order by "position"
            ), '') as undone
            from pieces, article_text
        )
    select undone || substring(text, 1 + coalesce((select max(text_end) from placed), 0))
    from article_text, opening
);

-- How many rows changed since the version before, and why.
create or replace temp macro changes_by_cause() as table
    select "table", change, cause, count(*) as rows
    from changes
    group by all
    order by all;
