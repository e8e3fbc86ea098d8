import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface Question {
  topic: string;
  text: string;
  answers: string[];
}

const questions: Question[] = [
  { topic: 'fractions', text: 'What is 1/2 + 1/4?', answers: ['3/4', '2/6'] },
  { topic: 'geometry', text: 'Sum of angles in a triangle?', answers: ['180', '360'] },
];

interface QuizState {
  topic: string;
  topics: string[];
  send: (event: { topic: string; answer: string }) => void;
  setTopic: (topic: string) => void;
}

export const useQuiz = create<QuizState>()(
  persist(
    (set, get) => ({
      topic: 'fractions',
      topics: ['fractions', 'geometry', 'percentages'],
      setTopic: (topic) => set({ topic }),
      send: ({ topic, answer }) => {
        const q = questions.find((x) => x.topic === topic);
        if (q?.answers[0] === answer) get().setTopic('geometry');
      },
    }),
    { name: 'quiz-store' },
  ),
);
