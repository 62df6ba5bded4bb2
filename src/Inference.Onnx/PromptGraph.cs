using System.Text;

namespace SessionService.Inference.Onnx;

/// <summary>
/// The part of a graph that reads: of a prompt nobody asks what may follow, so all that only serves the scores is left out, which is the
/// head and most of the last layer. Works on the bytes of the model (ONNX IR, onnx.proto: ModelProto, GraphProto, NodeProto, TensorProto).
/// </summary>
internal static class PromptGraph
{
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphInitializer = 5;
    private const int GraphOutput = 12;
    private const int NodeInput = 1;
    private const int NodeOutput = 2;
    private const int NodeAttribute = 5;
    private const int AttributeGraph = 6;
    private const int AttributeGraphs = 11;
    private const int ValueName = 1;
    private const int TensorName = 8;

    /// <summary>A model without one of its outputs and all that nothing else needs.</summary>
    /// <param name="model">The model; its nodes come in the order in which they are worked, as the format asks.</param>
    /// <param name="output">The output.</param>
    /// <exception cref="FormatException">These bytes are no such model.</exception>
    public static byte[] Without(ReadOnlyMemory<byte> model, string output)
    {
        using MemoryStream made = new(model.Length);
        foreach (Field field in Fields(model))
        {
            if (field.Number == ModelGraph)
            {
                Write(made, ModelGraph, Graph(field.Content, output));
            }
            else
            {
                made.Write(field.Whole.Span);
            }
        }

        return made.ToArray();
    }

    private static byte[] Graph(ReadOnlyMemory<byte> graph, string output)
    {
        List<Field> fields = Fields(graph);
        HashSet<string> needed = new(StringComparer.Ordinal);
        foreach (Field field in fields)
        {
            if (field.Number == GraphOutput && NameOf(field, ValueName) != output)
            {
                needed.Add(NameOf(field, ValueName));
            }
        }

        // Backwards, so that whoever needs a node's output has been seen.
        bool[] left = new bool[fields.Count];
        for (int i = fields.Count - 1; i >= 0; i--)
        {
            List<Field> node = fields[i].Number == GraphNode ? Fields(fields[i].Content) : [];
            if (node.Exists(part => part.Number == NodeOutput && needed.Contains(Text(part))))
            {
                left[i] = true;
                needed.UnionWith(Inputs(node));
            }
        }

        using MemoryStream made = new(graph.Length);
        for (int i = 0; i < fields.Count; i++)
        {
            bool stays = fields[i].Number switch
            {
                GraphNode => left[i],
                GraphInitializer => needed.Contains(NameOf(fields[i], TensorName)),
                GraphOutput => needed.Contains(NameOf(fields[i], ValueName)),
                _ => true,
            };
            if (stays)
            {
                made.Write(fields[i].Whole.Span);
            }
        }

        return made.ToArray();
    }

    // With what the graphs inside of it (of a branch, a loop) take from outside: names that are theirs alone do no harm.
    private static IEnumerable<string> Inputs(List<Field> node)
    {
        foreach (Field part in node)
        {
            if (part.Number == NodeInput)
            {
                yield return Text(part);
            }

            foreach (Field graph in part.Number == NodeAttribute ? Fields(part.Content) : [])
            {
                foreach (Field inner in graph.Number is AttributeGraph or AttributeGraphs ? Fields(graph.Content) : [])
                {
                    foreach (string name in inner.Number == GraphNode ? Inputs(Fields(inner.Content)) : [])
                    {
                        yield return name;
                    }
                }
            }
        }
    }

    private static string NameOf(Field message, int number)
    {
        foreach (Field field in Fields(message.Content))
        {
            if (field.Number == number)
            {
                return Text(field);
            }
        }

        return "";
    }

    private static string Text(Field field) => Encoding.UTF8.GetString(field.Content.Span);

    // Wire format of protocol buffers, version 3.
    private static List<Field> Fields(ReadOnlyMemory<byte> message)
    {
        List<Field> fields = [];
        for (int at = 0; at < message.Length;)
        {
            int begin = at;
            ulong tag = Number(message.Span, ref at);
            int content = at;
            long length = (tag & 7) switch
            {
                0 => Skip(message.Span, ref content, at),
                1 => 8,
                2 => (long)Number(message.Span, ref content),
                5 => 4,
                _ => throw new FormatException($"Wire type {tag & 7} in a model."),
            };
            if (length < 0 || length > message.Length - content)
            {
                throw new FormatException("A field of the model goes beyond its end.");
            }

            at = content + (int)length;
            fields.Add(new Field((int)(tag >> 3), message[begin..at], message[content..at]));
        }

        return fields;
    }

    private static long Skip(ReadOnlySpan<byte> message, ref int content, int from)
    {
        Number(message, ref content);
        (content, long length) = (from, content - from);
        return length;
    }

    private static ulong Number(ReadOnlySpan<byte> message, ref int at)
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (at >= message.Length)
            {
                break;
            }

            byte part = message[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }

        throw new FormatException("A number of the model has no end.");
    }

    private static void Write(MemoryStream made, int number, ReadOnlySpan<byte> content)
    {
        made.WriteByte((byte)((number << 3) | 2));
        uint length = (uint)content.Length;
        for (; length >= 0x80; length >>= 7)
        {
            made.WriteByte((byte)(length | 0x80));
        }

        made.WriteByte((byte)length);
        made.Write(content);
    }

    private readonly record struct Field(int Number, ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Content);
}
