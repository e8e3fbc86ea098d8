package org.agora.forum.web;

import org.agora.forum.model.Topic;
import org.agora.forum.service.TopicService;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import java.util.List;

@Controller
@RequestMapping("/topics")
public class TopicController {

    private static final String DEFAULT_TOPIC = "introductions";
    private static final List<String> PINNED_TOPICS = List.of("rules", "announcements");

    private final TopicService topics;

    public TopicController(TopicService topics) {
        this.topics = topics;
    }

    @GetMapping
    public String list(@RequestParam(name = "topic", defaultValue = DEFAULT_TOPIC) String slug, Model model) {
        model.addAttribute("topic", topics.bySlug(slug));
        model.addAttribute("pinned", topics.allBySlug(PINNED_TOPICS));
        return "topics/list";
    }

    @GetMapping("/{slug}")
    public String show(@PathVariable String slug, Model model) {
        Topic topic = topics.bySlug(slug);
        if (topic == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such topic");
        }
        model.addAttribute("topic", topic);
        return "topics/show";
    }

    @PostMapping("/{slug}/subscribe")
    @PreAuthorize("hasRole('MEMBER')")
    public String subscribe(@PathVariable String slug) {
        topics.subscribe(List.of(slug, "weekly-digest"));
        return "redirect:/topics/" + slug;
    }
}
