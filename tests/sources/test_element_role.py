"""The role of an element by its tag and names: layout says nothing, comments and consent say all."""

import pytest

from reader.sources.article.element_role import Role, element_role
from reader.sources.article.html_tree import parse_html


def role(tag):
    return element_role(parse_html(f"<body>{tag}x").body.first_child)


@pytest.mark.parametrize(
    "tag",
    [
        '<div class="relative overflow-hidden">',
        '<div class="hidden md:block">',
        '<div class="print:hidden">',
        '<div class="elementor-widget elementor-widget-text-editor">',
        '<div class="embed-widget">',
        '<div class="social-embed">',
        '<div class="sidebar-grid__content">',
        '<div class="content has-sidebar">',
        '<div class="cmp-text">',
        '<div class="entry-content comments-open">',
        '<div class="post no-comments">',
        '<article class="post hentry tag-iraq category-breaking">',
        '<div class="post type-post hentry tag-latest">',
        '<main class="widget">',
        "<aside>",
        '<p class="breaking">',
        '<div class="wp-block-media-text">',
        '<h2 class="widget-title">',
        '<figure class="related">',
        '<p class="teaser">',
        '<div class="breakingnews-text">',
    ],
)
def test_role_by_names_of_layout_is_story(tag):
    assert role(tag) is Role.STORY


@pytest.mark.parametrize(
    "tag",
    [
        "<nav>",
        '<aside class="box">',
        "<footer>",
        '<div class="related-posts">',
        '<div class="post-tags">',
        '<div class="sidebar">',
        '<div id="sideBar">',
        '<div class="share-bar">',
        '<ul class="most-read">',
        '<div class="widget">',
        '<section class="widget_recent">',
        '<div class="newsletter-signup">',
        '<div class="hidden">',
        '<article class="related-card">',
        '<div class="sidebar-grid__content related">',
        '<div role="navigation" class="menu-main">',
    ],
)
def test_role_by_names_of_the_page_is_around(tag):
    assert role(tag) is Role.AROUND


@pytest.mark.parametrize(
    "tag",
    [
        '<div id="comments">',
        '<section class="comments-area">',
        '<article class="comment">',
        '<div class="commentList">',
        '<div class="disqus_thread">',
        '<div class="cookie-banner">',
        '<div id="onetrust-consent-sdk">',
        '<div class="qc-cmp2-container">',
    ],
)
def test_role_of_comments_and_consent_is_never(tag):
    assert role(tag) is Role.NEVER
