<?php
/**
 * Plugin Name: Topic Subscribe
 * Description: Readers subscribe to blog topics.
 */

const TS_DEFAULT_TOPIC = 'cooking';

function ts_topics(): array
{
    return apply_filters('ts_topics', ['cooking', 'travel', 'photography']);
}

function ts_subscribe(WP_REST_Request $request): WP_REST_Response
{
    $topic = $request->get_param('topic') ?: TS_DEFAULT_TOPIC;
    if (!in_array($topic, ts_topics(), true)) {
        return new WP_REST_Response(['error' => 'unknown topic'], 404);
    }
    add_user_meta(get_current_user_id(), 'ts_topic', $topic);
    do_action('ts_subscribed', ['topic' => $topic]);

    return new WP_REST_Response(['topic' => $topic], 201);
}

add_action('rest_api_init', function () {
    register_rest_route('ts/v1', '/topics', [
        'methods' => 'POST',
        'callback' => 'ts_subscribe',
        'args' => ['topic' => ['default' => 'cooking', 'type' => 'string']],
    ]);
});

add_action('init', fn () => register_taxonomy('topic', 'post', ['rewrite' => ['slug' => 'topic']]));
