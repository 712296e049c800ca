@{
    RootModule           = "bin/$PSEdition/ImageGen.dll"
    RequiredAssemblies   = @("bin/$PSEdition/ImageGen.dll")
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0f1f0e-5a0c-4e0b-9d43-6a3f2b8a7c51'
    Author               = 'The ImageGen contributors'
    CompanyName          = 'ImageGen'
    Copyright            = '(c) 2026 The ImageGen contributors. MIT licence.'
    Description          = 'Generates and edits images with OpenAI. Every image is a pipeline object that knows its ids, its prompts, its bytes and its file, and can start the next edit. Comes with an offline sandbox.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Core', 'Desktop')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess     = @('ImageGen.Format.ps1xml')
    TypesToProcess       = @('ImageGen.Types.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Connect-AIImageService',
        'Disconnect-AIImageService',
        'Edit-AIImage',
        'Export-AIImageGallery',
        'Get-AIImage',
        'Get-AIImageModel',
        'Get-AIImageService',
        'Get-AIImageStream',
        'New-AIImage',
        'Remove-AIImage',
        'Save-AIImage',
        'Stop-AIImage',
        'Test-AIImageProvenance',
        'Test-AIImageService',
        'Wait-AIImage'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('OpenAI', 'AI', 'Image', 'ImageGeneration', 'gpt-image', 'Responses', 'Streaming', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
