using System.Text.Json;

namespace ImageGen.Json;

/// <summary>An object of an answer, which takes its fields as <see cref="FieldReader"/> comes to them.</summary>
internal interface IAnswerObject
{
    /// <summary>Takes a field; one that it does not know is left where it stands.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="json">The reader, at the field's value.</param>
    void Take(string name, ref Utf8JsonReader json);
}
