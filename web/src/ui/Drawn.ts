/** A row of a long list: drawn anew when it or what it shows is another, not whenever the list is. */
import { defineComponent, type PropType } from "vue";

type Draw = (given: { row: never; index: number }) => unknown;

export default defineComponent({
  props: {
    row: { type: Object, required: true },
    index: { type: Number, required: true },
    draw: { type: Function as PropType<Draw>, required: true },
  },
  setup(props) {
    return () => props.draw({ row: props.row as never, index: props.index });
  },
});
