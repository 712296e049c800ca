BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    . "$PSScriptRoot/Examples.ps1"

    # The blocks marked as powershell; those within a list are indented.
    $text = ('README.md', 'docs/guide.md' | ForEach-Object { Get-Content (Join-Path $PSScriptRoot "../../$_") -Raw }) -join "`n"
    $blocks = [regex]::Matches($text, '(?ms)^ *```powershell\r?\n(.*?)^ *```') | ForEach-Object { $_.Groups[1].Value }
}

Describe 'The README and the guide' {
    AfterAll { Connect-AIImageService -Sandbox }

    It 'has no command that fails in the sandbox' { Assert-Example $blocks -AtLeast 17 }

    It 'says what the id of an error is' {
        $block = $blocks -match '# InvalidRequest'

        @($block).Count | Should -Be 1
        Invoke-Example $block | Should -Be 'InvalidRequest'
    }

    It 'names in its text no command that fails in the sandbox' {
        $commands = [regex]::Matches($text, '`((?:\w+-AI\w+ -|Get-Help |\$env:)[^`]+)`') |
            ForEach-Object { $_.Groups[1].Value }

        Assert-Example $commands -AtLeast 6
    }
}
